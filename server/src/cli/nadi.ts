import { Command } from 'commander'
import { NadiError } from '../errors.ts'
import { addConfig } from './config.ts'
import { addDatabase } from './database-command.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addKey } from './key.ts'
import { addSecret } from './secret.ts'
import { addStart } from './start.ts'
import { addTeam } from './team.ts'
import { addUser } from './user.ts'

const program = new Command('nadi')
  .description('Self-hosted engine for teams that sell and serve over WhatsApp')
  // what follows the name of a program that we run is that program's
  .enablePositionalOptions()
addStart(program)
addConfig(program)
addTeam(program)
addUser(program)
addKey(program)
addSecret(program)
addImport(program)
addExport(program)
addDatabase(program)
addDoctor(program)

try {
  await program.parseAsync()
} catch (error) {
  // a person at a terminal reads the sentence, not the stack
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}

function explain(error: unknown): string {
  if (!(error instanceof NadiError)) return error instanceof Error ? error.message : String(error)
  return error.problems.flatMap(({ message, hint }) => [message, ...(hint ? [hint] : [])]).join('\n')
}
