import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Which process owns a cluster: starts it, restarts it, stops it. A file in the cluster's home names that process by its id and its
 * time of birth (ids are used again, also across reboots), so a killed owner is recognised as gone.
 */
export interface Ownership {
  release(): Promise<void>
}

const fileIn = (home: string) => join(home, 'owner')

/** Answers undefined while another living process owns the cluster. */
export async function claim(home: string): Promise<Ownership | undefined> {
  const file = fileIn(home)
  const mine = `${file}.${randomUUID()}`
  const me = await describe(process.pid)
  await writeFile(mine, `${me}\n`)
  try {
    for (;;) {
      // A link, unlike a rename, fails where the name is taken: of two who try at once, one gets it.
      if (await tried(() => link(mine, file), 'EEXIST')) break
      const holder = await read(file)
      if (holder === undefined) continue
      if (await isAlive(holder)) return undefined
      await setAside(file, holder)
    }
  } finally {
    await rm(mine, { force: true })
  }
  return {
    release: async () => {
      if ((await read(file)) === me) await rm(file, { force: true })
    },
  }
}

/** Takes a dead owner's file away; if a living one slipped in between reading and renaming, his is put back. */
async function setAside(file: string, dead: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  if (!(await tried(() => rename(file, aside), 'ENOENT'))) return
  if ((await read(aside)) !== dead) await tried(() => link(aside, file), 'EEXIST')
  await rm(aside, { force: true })
}

async function tried(action: () => Promise<void>, expected: string): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false
    throw error
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function isAlive(holder: string): Promise<boolean> {
  const pid = Number.parseInt(holder, 10)
  return Number.isInteger(pid) && isRunning(pid) && (await describe(pid)) === holder
}

/** Whether a process of that id exists; one of another user counts too. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** `pid boot birth`; without /proc (macOS) the id alone. */
async function describe(pid: number): Promise<string> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ])
    // The second field, the program's name in brackets, may itself hold spaces and brackets: count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A dead process whose parent never asked after it keeps its id and its birth; containers without an init are full of them.
    if (fields[0] === 'Z') return `${pid} dead`
    return `${pid} ${boot.trim()} ${fields[19]}`
  } catch {
    return String(pid)
  }
}
