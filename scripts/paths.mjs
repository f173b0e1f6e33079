import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** the checkout */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where things fetched once are kept: the user's cache; where he has no home to write to, the checkout. */
export function cacheFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const candidates = [join(cache, 'nadi'), join(root, '.nadi', 'cache')]
  const folder = candidates.find(isWritable)
  if (folder) return folder
  throw new Error(`Neither ${candidates.join(' nor ')} can be written to. Set XDG_CACHE_HOME to a folder that can.`)
}

/** Makes the folder if need be. */
export function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
