import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { claim } from '../../src/database/embedded/owner.ts'
import { homeOf } from '../../src/database/embedded/place.ts'
import { endOrphans } from '../../src/database/embedded/postmaster.ts'
import { startEmbeddedPostgres } from '../../src/database/embedded/start.ts'
import { makeTemplate } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** a PostgreSQL where the tests may create databases: the address of one that is there already */
    adminUrl: string
  }
}

const PREFIX = 'nadi-test-'

/**
 * One PostgreSQL for a whole run of the tests: the one at DATABASE_URL, else an embedded one in a temporary folder, which is removed at
 * the end. What killed runs have left is removed at the start of the next.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.DATABASE_URL
  if (given) {
    await makeTemplate(given)
    project.provide('adminUrl', given)
    return undefined
  }
  await removeLeftovers()
  const dataDir = await makeDataDir()
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined })
  await makeTemplate(postgres.url)
  project.provide('adminUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await removeDataDir(dataDir)
  }
}

/** An empty temporary folder for a cluster, which PostgreSQL's user may enter. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  await chmod(folder, 0o711)
  return folder
}

/** Ends whatever still runs there, and removes it, also where the cluster lies elsewhere. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const home = await homeOf(dataDir)
  const data = join(home, 'data')
  if (existsSync(data)) await endOrphans(data, () => undefined)
  await rm(home, { recursive: true, force: true })
  await rm(dataDir, { recursive: true, force: true })
}

async function removeLeftovers(): Promise<void> {
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
