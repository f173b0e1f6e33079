import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { checkout, say } from './command.ts'
import { openDatabase } from './database.ts'

export function addDatabase(program: Command): void {
  const database = program.command('database').description('work on the embedded PostgreSQL with its own tools')

  database
    .command('exec')
    .description(
      'run a program, say pg_dump or psql, on the embedded PostgreSQL, beside a running server or without one',
    )
    .argument('<program>')
    .argument('[arguments...]')
    .passThroughOptions()
    .action(execute)
}

/** The program finds the database in its environment, as PostgreSQL's own tools look for it; nothing else of Nadi runs, and no migration. */
async function execute(program: string, args: string[]): Promise<void> {
  const config = readConfig({ NADI_DEMO: '0', ...process.env }, checkout)
  if (config.databaseUrl) {
    throw new Error(`DATABASE_URL names a PostgreSQL of yours: run ${program} on it without Nadi.`)
  }
  const database = await openDatabase(config, say)
  try {
    process.exitCode = await run(program, args, toolSettings(database.url))
  } finally {
    await database.stop()
  }
}

/** As libpq reads them: https://www.postgresql.org/docs/current/libpq-envars.html */
function toolSettings(url: string): Record<string, string> {
  const { username, pathname, searchParams } = new URL(url)
  return { PGHOST: searchParams.get('host') ?? '', PGUSER: username, PGDATABASE: pathname.slice(1) }
}

/** Answers its exit code; 128 + n where signal n ended it. A signal to us is one to it, and we go on to stop the database. */
function run(program: string, args: readonly string[], settings: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...settings } })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('error', (error) => reject(new Error(`${program} could not be run: ${error.message}`, { cause: error })))
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
