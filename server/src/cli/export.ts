import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { withNadi } from './command.ts'
import { operatorOf } from './operator.ts'

interface Flags {
  team?: string
  procedure?: string
  file?: string
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description("write a team's processes with their history and tasks, as lines of JSON that `nadi import` takes")
    .option('--team <short id>', 'the team, where there are several')
    .option('--procedure <short id>', 'only this procedure')
    .option('--file <file>', 'where to, else to standard output')
    .action(({ team, procedure, file }: Flags) =>
      withNadi(async (nadi) => {
        const lines = nadi.exports.lines(await operatorOf(nadi, team), procedure)
        if (file) await pipeline(Readable.from(lines), createWriteStream(file))
        else for await (const some of lines) await written(some)
      }),
    )
}

const written = (text: string): Promise<void> =>
  new Promise((resolve, reject) => void process.stdout.write(text, (error) => (error ? reject(error) : resolve())))
