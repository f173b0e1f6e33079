import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/database/embedded/start.ts'
import { makeDataDir, removeDataDir, removeLeftovers } from './data-dir.ts'
import { makeTemplate, neverWaitForTheDisk } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** a PostgreSQL where the tests may create databases: the address of one that is there already */
    adminUrl: string
  }
}

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
  await neverWaitForTheDisk(postgres.url)
  await makeTemplate(postgres.url)
  project.provide('adminUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await removeDataDir(dataDir)
  }
}
