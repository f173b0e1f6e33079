import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claim } from '../../src/database/embedded/owner.ts'
import { homeOf } from '../../src/database/embedded/place.ts'
import { endOrphans } from '../../src/database/embedded/postmaster.ts'

const PREFIX = 'nadi-test-'

/** An empty temporary folder for a cluster, which PostgreSQL's user may enter. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  await chmod(folder, 0o711)
  return folder
}

/** An empty data folder for servers that are killed: it belongs to this run, so no other takes it for abandoned while they are down. */
export async function makeServerDataDir(): Promise<string> {
  const folder = await makeDataDir()
  if (!(await claim(folder))) throw new Error(`The new folder ${folder} belongs to someone already.`)
  return folder
}

/** Ends whatever still runs there, a server's own cluster too, and removes it, also where the cluster lies elsewhere. */
export async function removeDataDir(dataDir: string): Promise<void> {
  for (const asked of [join(dataDir, 'postgres'), dataDir]) {
    const home = await homeOf(asked)
    const data = join(home, 'data')
    if (existsSync(data)) await endOrphans(data, () => undefined)
    await rm(home, { recursive: true, force: true })
  }
  await rm(dataDir, { recursive: true, force: true })
}

/** Removes what killed runs have left: their processes and their folders. */
export async function removeLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX))
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    try {
      if (await isAbandoned(folder)) await removeDataDir(folder)
    } catch (error) {
      // Another run, starting at the same moment, was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

/** Its owner is dead; or it never had one, and is too old to be another run's that is just starting. */
async function isAbandoned(folder: string): Promise<boolean> {
  const { uid, mtimeMs } = await stat(folder)
  if (uid !== process.getuid?.()) return false
  const home = await homeOf(folder)
  if (!existsSync(join(home, 'owner'))) return Date.now() - mtimeMs > 60_000
  return (await claim(home)) !== undefined
}
