import { execFile, execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, lstat, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { programOptions, type RunAs } from './run-as.ts'
import { hostBasedAccess, settings } from './settings.ts'

const run = promisify(execFile)

/** The role that owns the cluster, and its database. */
const NAME = 'nadi'

const NEW = 'data.new.'

/** Makes the cluster's files ready for a start: creates it the first time, refuses one of another major version. */
export async function prepareCluster(binaries: Binaries, place: Place, log: (line: string) => void): Promise<void> {
  if (existsSync(place.data)) {
    await refuseOtherMajor(binaries, place)
  } else {
    log(`Creating the database in ${place.home}.`)
    await createCluster(binaries, place)
  }
  const folder = socketFolder(place.data)
  if (folder !== place.data) await makeSocketFolder(folder, place.runAs)
  await writeOwned(place, 'postgresql.conf', settings(folder))
  await writeOwned(place, 'pg_hba.conf', hostBasedAccess)
}

/** The database's address: `postgres://` for every driver, with the socket's folder in place of a host. */
export const databaseUrl = (data: string, database = NAME): string =>
  `postgres://${NAME}@localhost/${database}?host=${encodeURIComponent(socketFolder(data))}`

async function refuseOtherMajor(binaries: Binaries, place: Place): Promise<void> {
  const major = Number.parseInt(await readFile(join(place.data, 'PG_VERSION'), 'utf8'), 10)
  if (major === binaries.major) return
  throw new Error(
    `The database in ${place.data} was written by PostgreSQL ${major}, and this Nadi carries PostgreSQL ${binaries.major}: ` +
      'nothing was changed. Start the version of Nadi that wrote it, dump the database with `npm run nadi -- database exec pg_dump`, and restore ' +
      'it with this one, as docs/operations.md tells under "Upgrading".',
  )
}

/** Built aside and renamed when complete, so that a start cut short leaves nothing half made. */
async function createCluster({ initdb, postgres }: Binaries, { home, data, runAs }: Place): Promise<void> {
  const halfMade = (await readdir(home)).filter((name) => name.startsWith(NEW))
  for (const name of halfMade) await rm(join(home, name), { recursive: true, force: true, maxRetries: 10 })
  // A name of its own, because an interrupted start's initdb may run on for a moment.
  const aside = join(home, NEW + randomUUID())
  await mkdir(aside, { mode: 0o700 })
  await own(aside, runAs)
  const flags = ['-D', aside, '-U', NAME, '--auth=trust', '--encoding=UTF8', '--no-instructions']
  // Sorted by code point and the same on every machine, whatever its C library; letters are Unicode's.
  const collation = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  try {
    // pg_trgm asks the C library what a letter is: without its UTF-8 a search would see none but Latin ones.
    await run(initdb, [...flags, ...collation, '--lc-ctype=C.UTF-8'], programOptions(runAs))
  } catch {
    await run(initdb, [...flags, ...collation], programOptions(runAs))
  }
  // Without a running server, so that whoever finds the cluster finds the database in it.
  const sql = { input: `create database ${NAME};\n`, stdio: 'pipe' as const }
  execFileSync(postgres, ['--single', '-D', aside, 'postgres'], { ...programOptions(runAs), ...sql })
  await rename(aside, data)
  await syncFolder(home)
}

/** Makes a rename last through a power failure. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A socket's path may have 107 bytes (macOS: 103): below a deep folder it lies under /tmp, named after the data folder. */
export function socketFolder(data: string): string {
  if (Buffer.byteLength(join(data, '.s.PGSQL.5432.lock')) <= 100) return data
  return `/tmp/nadi-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`
}

/** Anyone may make folders under /tmp, so one found there is taken only if it is PostgreSQL's own and closed to others. */
async function makeSocketFolder(folder: string, runAs: RunAs): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
    await own(folder, runAs)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== (runAs.uid ?? process.getuid?.()) || (found.mode & 0o077) !== 0) {
    throw new Error(
      `The folder ${folder}, meant for PostgreSQL's socket, belongs to someone else. Remove it and start again.`,
    )
  }
}

/** Only the owner of a stopped cluster may call this. */
export async function removeSocketFolder(data: string): Promise<void> {
  const folder = socketFolder(data)
  if (folder !== data) await rm(folder, { recursive: true, force: true })
}

async function writeOwned({ data, runAs }: Place, name: string, text: string): Promise<void> {
  const path = join(data, name)
  await writeFile(path, text)
  await chmod(path, 0o600)
  await own(path, runAs)
}

async function own(path: string, { uid, gid }: RunAs): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}
