import type { Command } from 'commander'
import { say, withNadi } from './command.ts'
import { operatorOf } from './operator.ts'

interface Flags {
  team?: string
  repair?: true
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('compare what lists read with the processes themselves; ends with 1 where they differ')
    .option('--team <id>', 'short id of the team, where there are several')
    .option('--repair', 'fill anew what differs; writers of those procedures wait meanwhile')
    .action((flags: Flags) =>
      withNadi(async ({ teams, indexCheck }) => {
        const scope = await operatorOf({ teams }, flags.team)
        const drifts = await indexCheck.find(scope)
        for (const { table, procedure, attribute, missing, surplus } of drifts) {
          console.log([`${procedure}.${attribute}`, table, `${missing} missing`, `${surplus} too many`].join('\t'))
        }
        if (drifts.length === 0) say('Lists read what the processes say.')
        else if (flags.repair) {
          await indexCheck.repair(scope, drifts)
          say('Filled anew what differed.')
        } else {
          say('Run it with --repair to fill anew what differs.')
          process.exitCode = 1
        }
      }),
    )
}
