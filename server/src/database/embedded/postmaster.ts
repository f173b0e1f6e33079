import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { socketFolder } from './cluster.ts'
import { isRunning } from './owner.ts'
import type { Place } from './place.ts'
import { programOptions } from './run-as.ts'

const run = promisify(execFile)

/** PostgreSQL's main process, started by us and ready for connections. */
export interface Postmaster {
  readonly pid: number
  /** settles with a word on how it ended: "exit code 1", "SIGKILL" */
  readonly ended: Promise<string>
  /** @returns once it has ended: first asked to close its connections and finish, after a minute to leave at once */
  stop(): Promise<void>
}

/** Starts it and waits, as long as it takes to recover from a crash, until it accepts connections. */
export async function startPostmaster(
  postgres: string,
  place: Place,
  log: (line: string) => void,
): Promise<Postmaster> {
  const child = spawn(postgres, ['-D', place.data], {
    ...programOptions(place.runAs),
    // a process group of its own: ^C on the terminal must not end it before the server has finished its work
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said = listen(child, log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  const guard = endWithUs(child, place)
  void ended.then(() => guard.kill('SIGKILL'))

  let end: string | undefined
  void ended.then((how) => {
    end = how
  })
  for (;;) {
    if (end !== undefined) throw new Error(`PostgreSQL did not start (${end}): ${said.join(' · ')}`)
    const state = await readPidFile(place.data)
    if (state?.pid === child.pid && state?.ready) break
    await sleep(10)
  }
  // From here on it does not keep our process alive.
  child.unref()
  unrefStream(child.stderr)

  return {
    pid: child.pid as number,
    ended,
    stop: async () => {
      child.ref()
      child.kill('SIGINT')
      const late = setTimeout(() => child.kill('SIGQUIT'), 60_000)
      await ended
      clearTimeout(late)
    },
  }
}

/**
 * A shell that waits for our end, however it comes (the kernel closes its input even when we are killed), and then asks the postmaster to
 * finish. Where it is killed too, the next start finds the orphan.
 */
function endWithUs({ pid }: ChildProcess, { runAs }: Place): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    ...programOptions(runAs),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  unrefStream(guard.stdin)
  return guard
}

/** A pipe to a child keeps our process alive like the child itself; Node's types don't know that it can be told not to. */
function unrefStream(stream: object | null): void {
  if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
}

/** Passes on what an operator should see; keeps the last lines for the message of a failed start. */
function listen(child: ChildProcess, log: (line: string) => void): string[] {
  const said: string[] = []
  if (!child.stderr) return said
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line)
    if (said.length > 10) said.shift()
    if (
      /^(WARNING|PANIC|FATAL):/.test(line) &&
      !/FATAL: {2}(the database system is|terminating connection)/.test(line)
    ) {
      log(`PostgreSQL: ${line}`)
    }
  })
  return said
}

/** What `postmaster.pid` says; undefined where there is none. The process it names need not live. */
export async function readPidFile(data: string): Promise<{ pid: number; ready: boolean } | undefined> {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The id of the living postmaster of that data folder. */
export async function findPostmaster(data: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const state = await readPidFile(data)
  return state && (await isOfCluster(state.pid, data)) ? state : undefined
}

/**
 * Leaves no process of an earlier postmaster: not one that outlived its killed server, and not its children that outlived it (busy in a
 * query, they may not notice; PostgreSQL rightly refuses to start beside them). Only the cluster's owner may call this.
 */
export async function endOrphans(data: string, log: (line: string) => void): Promise<void> {
  const orphan = await findPostmaster(data)
  if (orphan) {
    log(`PostgreSQL (process ${orphan.pid}) has outlived the server that started it: stopping it.`)
    signal(orphan.pid, 'SIGINT')
    if (!(await hasEnded(() => isOfCluster(orphan.pid, data), 60_000))) signal(orphan.pid, 'SIGQUIT')
    await hasEnded(() => isOfCluster(orphan.pid, data), 10_000)
  }
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of await processesOf(data)) signal(pid, name)
    if (await hasEnded(async () => (await processesOf(data)).length > 0, 5_000)) break
  }
  await removeStrangersLocks(data)
}

/** After a crash the id in PostgreSQL's lock files may be a stranger's by now; it would take him for a living postmaster. */
async function removeStrangersLocks(data: string): Promise<void> {
  const stale = await readPidFile(data)
  if (!stale || !isRunning(stale.pid) || (await isOfCluster(stale.pid, data))) return
  await rm(join(socketFolder(data), '.s.PGSQL.5432.lock'), { force: true })
  await rm(join(data, 'postmaster.pid'), { force: true })
}

async function hasEnded(isThere: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (await isThere()) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** PostgreSQL's processes work in their data folder; without /proc (macOS), the postmaster's command line names it. */
async function isOfCluster(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') return (await workingFolder(pid)) === (await realpath(data))
  try {
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes(`-D ${data}`)
  } catch {
    return false
  }
}

async function processesOf(data: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const folder = await realpath(data)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(async (pid) => ((await workingFolder(pid)) === folder ? pid : 0)))
  return found.filter((pid) => pid > 0)
}

async function workingFolder(pid: number): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`)
  } catch {
    // It has ended, is a zombie, or belongs to someone else: none of ours.
    return undefined
  }
}
