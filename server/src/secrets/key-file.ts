import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The keys of a key file, one a line: the present one first, then those that came before it. Made on the first start, for its owner only.
 * @throws Error for a line that is no key
 */
export function readKeyFile(file: string): Buffer[] {
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    writeFileSync(file, newLine(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // it is there already, perhaps since another server of the same folder was first
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  chmodSync(file, 0o600)
  const keys = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Buffer.from(line.trim(), 'base64'))
  if (keys.length === 0 || keys.some((key) => key.length !== 32)) {
    throw new Error(`${file} must hold keys of 32 bytes in base64, one a line.`)
  }
  return keys
}

/** Puts a new key before those of the file, all at once. */
export function addKeyToFile(file: string): void {
  const present = readFileSync(file, 'utf8')
  const next = `${file}.next`
  writeFileSync(next, newLine() + present, { mode: 0o600 })
  renameSync(next, file)
}

const newLine = (): string => `${randomBytes(32).toString('base64')}\n`
