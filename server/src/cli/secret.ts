import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { addKeyToFile } from '../secrets/key-file.ts'
import { resealAll } from '../secrets/reseal.ts'
import { checkout, say, withNadi } from './command.ts'

export function addSecret(program: Command): void {
  program
    .command('secret')
    .description('the key that tokens and secrets are encrypted with in the database')
    .command('rotate')
    .description('encrypt all of them with a new key; with NADI_SECRET_KEY set, with that one')
    .action(rotate)
}

/** A key file gets a new key first; a key of the environment was changed by the operator, with the old one in NADI_SECRET_KEY_PREVIOUS. */
async function rotate(): Promise<void> {
  const { secretKeyFile } = readConfig({ NADI_DEMO: '0', ...process.env }, checkout)
  if (secretKeyFile) addKeyToFile(secretKeyFile)
  await withNadi(async ({ db, whatsapp }) => {
    const resealed = await resealAll(db, whatsapp.vault)
    say(`Encrypted ${resealed} ${resealed === 1 ? 'value' : 'values'} anew.`)
  })
  say(
    secretKeyFile
      ? `The new key is the first line of ${secretKeyFile}. Restart the servers that run, so that they use it too, then run this once more if they stored secrets meanwhile. The older lines open backups made until now.`
      : 'Once every server runs with the new NADI_SECRET_KEY, run this once more; after that NADI_SECRET_KEY_PREVIOUS is only needed for backups made until now.',
  )
}
