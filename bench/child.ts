import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A server under measurement, in a process of its own. */
export interface Child<Told = object> {
  url: string
  /** what else it told when it was ready */
  told: Told
  /** resident memory in MB */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts `file` with `settings`; it tells its address by `process.send({ url })`. */
export async function startChild<Told = object>(file: string, settings: Record<string, unknown>): Promise<Child<Told>> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), {
    env: { ...process.env, BENCH: JSON.stringify(settings) },
  })
  const told = await new Promise<Told & { url: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Told & { url: string }))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready.`)))
  })
  // a server must not outlive the run, however that ends
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  return {
    url: told.url,
    told,
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
