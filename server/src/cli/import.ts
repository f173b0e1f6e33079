import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { Nadi } from '../main.ts'
import type { SpooledRows } from '../platform/background-jobs/row-file.ts'
import { spoolByProcedure } from '../platform/background-jobs/spool-by-procedure.ts'
import type { StatusCounts } from '../platform/background-jobs/types.ts'
import type { Scope } from '../scope.ts'
import { say, withNadi } from './command.ts'
import { operatorOf } from './operator.ts'

interface Flags {
  team?: string
  procedure?: string
  refused?: string
}

/** How many refused rows are shown at the terminal. */
const mostShown = 20

export function addImport(program: Command): void {
  program
    .command('import <file>')
    .description('take in processes with their ids, times, authors, history and tasks; - reads standard input')
    .option('--team <short id>', 'the team, where there are several')
    .option('--procedure <short id>', 'of the rows that do not say it themselves, as procedureShortId')
    .option('--refused <file>', 'write the rows that were refused here, with what was wrong, as lines of JSON')
    .action(importFile)
}

/** The file is JSON: an array, or an object on each line. What is there already is left as it is, so an import can be run again. */
async function importFile(file: string, { team, procedure, refused }: Flags): Promise<void> {
  await withNadi(async (nadi, config) => {
    const scope = await operatorOf(nadi, team)
    const spooled = await spoolByProcedure(file === '-' ? process.stdin : createReadStream(file), {
      teamId: scope.teamId,
      folder: path.join(config.dataDir, 'files', 'incoming'),
      procedureOf: await procedureNames(nadi, scope, procedure),
    })
    try {
      for (const [name, rows] of spooled) await importRows(nadi, scope, name, rows, refused)
    } finally {
      for (const { file: each } of spooled.values()) await rm(each, { force: true })
    }
  })
}

async function procedureNames({ models }: Nadi, scope: Scope, usual: string | undefined) {
  const known = [...(await models.of(scope)).procedureByShortId.keys()]
  const fallback = usual ?? (known.length === 1 ? known[0] : undefined)
  return (named: string | undefined): string => {
    const name = named ?? fallback
    if (name === undefined) {
      throw new Error('A row does not say which procedure it is of: give it procedureShortId, or say --procedure.')
    }
    return name
  }
}

async function importRows(
  nadi: Nadi,
  scope: Scope,
  procedure: string,
  rows: SpooledRows,
  refusedFile: string | undefined,
): Promise<void> {
  const { id } = await nadi.backgroundJobs.begin(scope, procedure, 'import', rows)
  const stopping = new AbortController().signal
  for (;;) {
    const { job, counts } = await nadi.backgroundJobs.fetch(scope, id)
    if (job.completionStatus !== 'IN_PROGRESS') {
      await report(nadi, scope, { id, procedure, message: job.statusMessage, counts }, refusedFile)
      return
    }
    if (job.settledCount > 0) say(`${procedure}: ${job.settledCount} of ${job.entryCount} rows …`)
    await nadi.backgroundJobWorker.run({ teamId: scope.teamId, jobId: id }, stopping)
  }
}

async function report(
  { backgroundJobs }: Nadi,
  scope: Scope,
  { id, procedure, message, counts }: { id: string; procedure: string; message: string | null; counts: StatusCounts },
  refusedFile: string | undefined,
): Promise<void> {
  const refused = counts.INVALID + counts.ERROR
  const there = counts.SUCCESS === 1 ? '1 row is there' : `${counts.SUCCESS} rows are there`
  say(`${procedure}: ${there}${refused > 0 ? `, ${refused} ${refused === 1 ? 'was' : 'were'} refused` : ''}.`)
  if (message) say(message)
  if (refused === 0 && counts.NOT_STARTED === 0) return
  process.exitCode = 1
  let shown = 0
  for await (const lines of await backgroundJobs.refused(scope, id)) {
    if (refusedFile) await pipeline(Readable.from([lines]), createWriteStream(refusedFile, { flags: 'a' }))
    for (const line of lines.trimEnd().split('\n')) {
      if (shown++ >= mostShown) break
      const { index, errors } = JSON.parse(line) as { index: number; errors: { message: string }[] }
      say(`  row ${index} of ${procedure}: ${errors.map((error) => error.message).join(' ')}`)
    }
  }
  if (refused > mostShown && !refusedFile) say('  … --refused FILE writes them all.')
}
