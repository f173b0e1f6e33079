import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const fileIn = (dataDir: string): string => path.join(dataDir, 'demo.key')

/** The demo team's key, kept readable (0600) so that each start can print a line that works. No other team's key is ever kept. */
export async function readDemoKey(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(fileIn(dataDir), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export const writeDemoKey = (dataDir: string, key: string): Promise<void> =>
  writeFile(fileIn(dataDir), `${key}\n`, { mode: 0o600 })
