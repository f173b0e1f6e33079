import { readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Change } from '../platform/configuration/change.ts'
import { say } from './command.ts'
import { type Place, type Session, withConfiguration } from './configuration-session.ts'

interface FileOptions extends Place {
  prune?: boolean
}

/** `nadi config export | plan | apply`: a team's whole model as one YAML file, kept under version control. */
export function addConfig(program: Command): void {
  const config = program.command('config').description("a team's whole model as one YAML file")
  const withPlace = (command: Command): Command =>
    command
      .option('--team <short id>', 'the team, where there are several')
      .option('--url <address>', 'a running Nadi elsewhere, over HTTP')
      .option('--key <key>', 'an API key for --url; else the environment variable NADI_API_KEY')

  withPlace(config.command('export'))
    .description('write the model of a team')
    .option('--file <file>', 'where to, else to standard output')
    .action((options: Place & { file?: string }) =>
      withConfiguration(options, async (session) => {
        const yaml = await session.export()
        if (options.file) await writeFile(options.file, yaml)
        else process.stdout.write(yaml)
      }),
    )

  withPlace(config.command('plan <file>'))
    .description('say what applying a file would change; - reads standard input')
    .option('--prune', 'the file is the whole truth: what it leaves out is removed')
    .action((file: string, options: FileOptions) =>
      withFile(file, options, async (session, yaml) => show(await session.plan(yaml, options))),
    )

  withPlace(config.command('apply <file>'))
    .description('make the model of a team what a file says; - reads standard input')
    .option('--prune', 'the file is the whole truth: what it leaves out is removed')
    .option('--allow-loss', 'carry out also what loses data')
    .action((file: string, options: FileOptions & { allowLoss?: boolean }) =>
      withFile(file, options, async (session, yaml) => {
        const changes = await session.apply(yaml, options)
        show(changes)
        if (changes.length > 0) say(`Applied ${changes.length === 1 ? 'one change' : `${changes.length} changes`}.`)
      }),
    )
}

async function withFile(
  file: string,
  place: Place,
  work: (session: Session, yaml: string) => Promise<void>,
): Promise<void> {
  const yaml = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  await withConfiguration(place, (session) => work(session, yaml))
}

const signs: Record<string, string> = { add: '+', restore: '+', remove: '-', change: '~', reorder: '~' }

/** A line a change, as a plan is read. */
function show(changes: readonly Change[]): void {
  if (changes.length === 0) say('Nothing changes.')
  for (const { kind, sentence, losesData, isBlocked } of changes) {
    const mark = isBlocked ? ' [not possible]' : losesData ? ' [loses data]' : ''
    process.stdout.write(`${signs[kind.split('.')[1] ?? ''] ?? ' '} ${sentence}${mark}\n`)
  }
}
