import path from 'node:path'
import type { Config } from '../config.ts'
import { startEmbeddedPostgres } from '../database/embedded/start.ts'
import type { Addresses } from '../main.ts'

export interface OpenDatabase extends Addresses {
  stop(): Promise<void>
}

/** The database that the settings name: an external one, or the embedded one, started where it does not run yet. */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    const directUrl = config.databaseDirectUrl ?? config.databaseUrl
    return { url: config.databaseUrl, directUrl, stop: async () => undefined }
  }
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(config.dataDir, 'postgres'), log })
  return { url: postgres.url, directUrl: postgres.url, stop: () => postgres.stop() }
}
