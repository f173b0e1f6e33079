import { execFile, execFileSync, type SpawnOptions } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The operating system's user that PostgreSQL runs as. Empty: our own user, because only root can change it. */
export type RunAs = { uid?: number; gid?: number }

export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * PostgreSQL refuses to run as root. As root its programs therefore run as `postgres` where the machine knows that user; else
 * that user is made; where even that is impossible (no useradd, a read-only /etc), `nobody` serves.
 */
export async function findUnprivilegedUser(): Promise<RunAs> {
  if (!isRoot()) return {}
  const found = await idsOf('postgres')
  if (found) return found
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  } catch {
    // Two starts at once may both have tried, and small images have no useradd: what counts is who exists now.
  }
  return (await idsOf('postgres')) ?? (await idsOf('nobody')) ?? { uid: 65534, gid: 65534 }
}

async function idsOf(name: string): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/**
 * How each of PostgreSQL's programs is started: from `/`, since that user may not enter our own working folder, and with an
 * environment of its own, so that a stray PGDATA or PGPORT changes nothing.
 */
export const programOptions = (runAs: RunAs): SpawnOptions & { encoding: 'utf8' } => ({
  ...runAs,
  cwd: '/',
  encoding: 'utf8',
  env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
})

/** Whether that user may enter the folder: asked of the kernel, since modes alone don't tell (ACLs, mounts, capabilities). */
export function mayEnter(runAs: RunAs, folder: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...programOptions(runAs), stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The name for messages. */
export async function nameOf(runAs: RunAs): Promise<string> {
  if (runAs.uid === undefined) return 'your user'
  try {
    return `user ${(await run('id', ['-nu', String(runAs.uid)])).stdout.trim()}`
  } catch {
    return `user ${runAs.uid}`
  }
}
