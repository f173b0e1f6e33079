import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A server under measurement, in a process of its own. */
export interface Child {
  url: string
  /** resident memory in MB */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts `file` with `settings`; it tells its address by `process.send({ url })`. */
export async function startChild(file: string, settings: Record<string, unknown>): Promise<Child> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), {
    env: { ...process.env, BENCH: JSON.stringify(settings) },
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready.`)))
  })
  // a server must not outlive the run, however that ends
  process.once('exit', () => child.kill('SIGKILL'))
  return {
    url,
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
