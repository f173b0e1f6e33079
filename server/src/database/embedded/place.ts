import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { SYSTEM_FOLDER } from './binaries.ts'
import { findUnprivilegedUser, isRoot, mayEnter, nameOf, type RunAs } from './run-as.ts'

/** Where a cluster lies and who runs it. */
export interface Place {
  /** the folder of the cluster and of what we keep beside it */
  home: string
  /** PostgreSQL's own data folder, which belongs to `runAs` */
  data: string
  runAs: RunAs
}

/** Inside the folder that the operator named: holds the path of the true one, when PostgreSQL's user can't enter the first. */
const POINTER = 'database-is-in'

/**
 * Decides where the cluster of `dataDir` lies. Usually there; as root below a folder that only root may enter, under /var/lib/nadi, and
 * a file in `dataDir` says where. That choice is made once: a cluster is never silently left behind for an empty one.
 */
export async function findPlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const asked = resolve(dataDir)
  await makeFolder(asked)
  const home = await pointedHome(asked)
  if (home) {
    const place = await placeIn(home)
    if (place) return place
    // A folder without data is a first start that was cut short.
    if (existsSync(home)) return { home, data: join(home, 'data'), runAs: await findUnprivilegedUser() }
    throw new Error(
      `The database of ${asked} lay in ${home}, but that folder is gone. ` +
        `Restore it, or remove ${join(asked, POINTER)} to start with an empty database.`,
    )
  }
  const existing = await placeIn(asked)
  if (existing) {
    if (mayEnter(existing.runAs, existing.data)) return existing
    throw new Error(
      `The ${await nameOf(existing.runAs)} owns the database in ${existing.data} but can't enter that folder any more. ` +
        'Give back the permission to enter the folders above it, or move the folder to a place it may enter.',
    )
  }
  const runAs = await findUnprivilegedUser()
  if (mayEnter(runAs, asked)) return { home: asked, data: join(asked, 'data'), runAs }
  return elsewhere(asked, runAs, log)
}

/** The folder that holds the cluster of `dataDir`, for reading `data/postmaster.pid` and the like. */
export async function homeOf(dataDir: string): Promise<string> {
  return (await pointedHome(dataDir)) ?? resolve(dataDir)
}

async function elsewhere(asked: string, runAs: RunAs, log: (line: string) => void): Promise<Place> {
  // Random, not derived from the path: whoever removes his folder and starts anew must not find the old data again.
  const label = basename(dirname(asked)).replace(/[^\w-]/g, '') || 'database'
  const home = join(SYSTEM_FOLDER, `${label}-${randomBytes(4).toString('hex')}`)
  await makeFolder(dirname(home))
  await makeFolder(home)
  if (!mayEnter(runAs, home)) {
    throw new Error(
      `The ${await nameOf(runAs)} can enter neither ${asked} nor ${home}. Set NADI_DATA_DIR to a folder it may enter.`,
    )
  }
  await writeFile(join(asked, POINTER), `${home}\n`)
  log(`The ${await nameOf(runAs)}, which runs PostgreSQL, can't enter ${asked}: the database lies in ${home} instead.`)
  return { home, data: join(home, 'data'), runAs }
}

/** New folders may be passed through by PostgreSQL's user, whatever our umask; what lies in them has its own permissions. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined && isRoot()) await chmod(folder, 0o711)
}

async function pointedHome(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, POINTER), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** PostgreSQL insists on running as the owner of its data folder, so the owner of an existing one decides. */
async function placeIn(home: string): Promise<Place | undefined> {
  const data = join(home, 'data')
  let owner: RunAs
  try {
    const { uid, gid } = await stat(data)
    owner = { uid, gid }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  if (isRoot()) return { home, data, runAs: owner }
  if (owner.uid === process.getuid?.()) return { home, data, runAs: {} }
  throw new Error(
    `The database in ${data} belongs to ${await nameOf(owner)} and can't be opened by this one. ` +
      'Start Nadi as the user that started it first, or set NADI_DATA_DIR to another folder.',
  )
}
