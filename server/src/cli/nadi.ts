import { Command } from 'commander'
import { addConfig } from './config.ts'
import { addStart } from './start.ts'

const program = new Command('nadi').description('Self-hosted engine for teams that sell and serve over WhatsApp')
addStart(program)
addConfig(program)

try {
  await program.parseAsync()
} catch (error) {
  // a person at a terminal reads the sentence, not the stack
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
