import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { theNadi } from '../harness/nadi.ts'

const nadiCommand = path.resolve(import.meta.dirname, '../../src/cli/nadi.ts')
const run = promisify(execFile)

/** Runs `nadi …` on the test's database; what it prints for programs, and for people. */
export async function runNadi(...args: string[]): Promise<{ out: string; told: string; code: number }> {
  const { databaseUrl, dataDir } = theNadi()
  const env = { ...process.env, DATABASE_URL: databaseUrl, NADI_DATA_DIR: dataDir }
  try {
    const { stdout, stderr } = await run(process.execPath, [nadiCommand, ...args], { env })
    return { out: stdout.trim(), told: stderr.trim(), code: 0 }
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number }
    return { out: stdout.trim(), told: stderr.trim(), code }
  }
}
