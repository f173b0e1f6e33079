import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../database/database.ts'
import { listTeams } from '../database/global-lookups.ts'
import type { Storage } from './storage.ts'

/** A team's files of one kind: below which prefix they lie, and which of them a row names. */
export interface FileOwner {
  prefix(teamId: string): string
  findNamed(teamId: string, fileIds: readonly string[]): Promise<Set<string>>
}

const dayMs = 86_400_000
const batch = 500

/**
 * Removes what uploads left that a crash broke off: files that no row names, and halves in the temporary folder. A day old at least, so
 * that none of an upload that is still at work. Answers how many.
 */
export async function sweepFiles(parts: {
  db: Database
  storage: Storage
  incoming: string
  owners: readonly FileOwner[]
  now?: number
}): Promise<number> {
  const before = (parts.now ?? Date.now()) - dayMs
  let swept = await sweepIncoming(parts.incoming, before)
  for (const { teamId } of await listTeams(parts.db)) {
    for (const owner of parts.owners) swept += await sweepOf(parts.storage, owner, teamId, before)
  }
  return swept
}

async function sweepOf(storage: Storage, owner: FileOwner, teamId: string, before: number): Promise<number> {
  let swept = 0
  let old: string[] = []
  const settle = async (): Promise<void> => {
    if (old.length === 0) return
    const fileIds = new Map(old.map((key) => [path.posix.basename(key), key]))
    const named = await owner.findNamed(teamId, [...fileIds.keys()])
    for (const [fileId, key] of fileIds) {
      if (named.has(fileId)) continue
      await storage.delete(key)
      swept++
    }
    old = []
  }
  for await (const key of storage.list(owner.prefix(teamId))) {
    if (madeAt(path.posix.basename(key)) < before) old.push(key)
    if (old.length === batch) await settle()
  }
  await settle()
  return swept
}

/** A UUIDv7 begins with its time, RFC 9562; what is no such id is no file of ours and stays. */
const madeAt = (fileId: string): number =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(fileId)
    ? Number.parseInt(fileId.replace('-', '').slice(0, 12), 16)
    : Number.POSITIVE_INFINITY

async function sweepIncoming(folder: string, before: number): Promise<number> {
  let swept = 0
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name)
    const found = await stat(file).catch(() => undefined)
    if (!found || found.mtimeMs >= before) continue
    await rm(file, { force: true })
    swept++
  }
  return swept
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
