import { randomUUID } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { ByteRange, LocalFile, Storage } from './storage.ts'

/** Keeps files in a folder. A file gets its name only when all of its bytes are on the disk. */
export class DiskStorage implements Storage {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = path.resolve(folder)
  }

  async put(key: string, file: LocalFile): Promise<void> {
    const target = this.#pathOf(key)
    await makeFolder(path.dirname(target))
    const passing = await beside(target, file.path)
    await sync(passing)
    await rename(passing, target)
    await sync(path.dirname(target))
  }

  async get(key: string, range?: ByteRange): Promise<Readable | undefined> {
    try {
      // opened before the answer begins, so that a missing file is not found out in its middle
      const file = await open(this.#pathOf(key))
      return createReadStream('', { fd: file, ...range })
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true })
  }

  async *list(prefix: string): AsyncIterable<string> {
    for (const entry of await entriesOf(this.#pathOf(prefix))) {
      const key = `${prefix}/${entry.name}`
      if (entry.isDirectory()) yield* this.list(key)
      else if (!entry.name.endsWith(unfinished)) yield key
    }
  }

  #pathOf(key: string): string {
    const target = path.join(this.#folder, key)
    if (!target.startsWith(this.#folder + path.sep)) throw new Error(`The key "${key}" leaves the storage's folder.`)
    return target
  }
}

const unfinished = '.part'

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Puts the file under a passing name beside its target, from where a rename is atomic: as a link, or as a copy where none can be made. */
async function beside(target: string, source: string): Promise<string> {
  const passing = `${target}.${randomUUID()}${unfinished}`
  try {
    await link(source, passing)
  } catch (error) {
    // another file system, or one without links
    if (!noLink.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    await copyFile(source, passing)
  }
  return passing
}

const noLink: ReadonlySet<string> = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS'])

/** Makes the folder, and makes sure that its name in each folder above outlives a crash too. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await sync(path.dirname(made))
}

async function sync(target: string): Promise<void> {
  const file = await open(target)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
