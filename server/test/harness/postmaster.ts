import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The id of the embedded PostgreSQL's main process, as its data folder tells it. */
export const postmasterOf = async (home: string): Promise<number> =>
  Number.parseInt(await readFile(join(home, 'data/postmaster.pid'), 'utf8'), 10)

/** The shell that ends PostgreSQL when its server has gone. */
export async function guardOf(postmaster: number): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.startsWith('/bin/sh\0-c\0read') && command.endsWith(`\0${postmaster}\0`)) return Number(pid)
  }
  throw new Error(`Nothing guards process ${postmaster}.`)
}
