import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Starts Chromium, which nobody sees. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: programPath(),
    // without these it looks for Google's hosts at every start
    args: ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })

/** What `npm test` found or fetched; else the machine's own. */
function programPath(): string {
  if (process.env.NADI_CHROMIUM) return process.env.NADI_CHROMIUM
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'chromium'))
  const program = found.find(isProgram)
  if (!program) throw new Error('There is no chromium on the PATH. `npm test` fetches one.')
  return program
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
