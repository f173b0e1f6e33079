import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { databaseUrl } from '../../src/database/embedded/cluster.ts'
import { homeOf } from '../../src/database/embedded/place.ts'
import { findPostmaster } from '../../src/database/embedded/postmaster.ts'
import { makeServerDataDir, removeDataDir } from '../harness/data-dir.ts'
import { guardOf } from '../harness/postmaster.ts'

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
const patience = 60_000

/** `nadi start` as an operator runs it, with its embedded PostgreSQL, made to be killed and started again at the same address. */
export class RealServer {
  readonly key = 'nadi_demo_key-of-the-crash-suite'
  readonly url: string
  readonly #port: number
  readonly #dataDir: string
  readonly #settings: Record<string, string>
  /** what it has said lately, for the message of a failure */
  readonly #said: string[] = []
  #child: ChildProcess | undefined
  /** how it ended where nobody had killed it */
  endedUnasked: string | undefined
  /** milliseconds from each start to its being ready */
  readonly startTimes: number[] = []

  private constructor(port: number, dataDir: string, settings: Record<string, string>) {
    this.#port = port
    this.#settings = settings
    this.#dataDir = dataDir
    this.url = `http://127.0.0.1:${port}`
  }

  /** @param settings variables of its environment beside those that every such server gets */
  static async make(settings: Record<string, string> = {}): Promise<RealServer> {
    return new RealServer(await freePort(), await makeServerDataDir(), settings)
  }

  /** @throws Error with its last words where it ends before it is ready */
  async start(): Promise<void> {
    const began = Date.now()
    const { DATABASE_URL: _, DATABASE_DIRECT_URL: __, ...inherited } = process.env
    const program = ['--import', here('end-with-parent.ts'), here('../../src/cli/nadi.ts'), 'start']
    const child = spawn(process.execPath, program, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...inherited,
        PORT: String(this.#port),
        NADI_DATA_DIR: this.#dataDir,
        NADI_DEMO: '1',
        NADI_API_KEY: this.key,
        LOG_LEVEL: 'warn',
        ...this.#settings,
      },
    })
    this.#child = child
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.endedUnasked = signal ?? `exit code ${code}`
    })
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(this.#failure('was not ready in time')), patience)
      const listen = (line: string): void => {
        this.#said.push(line)
        if (this.#said.length > 60) this.#said.shift()
        if (line.startsWith('Nadi is ready')) resolve()
      }
      for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', listen)
      child.once('exit', () => reject(this.#failure('ended before it was ready')))
      child.once('exit', () => clearTimeout(late))
      void once(child, 'exit').finally(() => clearTimeout(late))
    })
    this.startTimes.push(Date.now() - began)
  }

  async killServer(): Promise<void> {
    const child = this.#child
    if (!child) throw new Error('The server does not run.')
    this.#child = undefined
    if (child.exitCode !== null || child.signalCode !== null) throw this.#failure('had ended by itself')
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Its own restart after an earlier kill is waited for. */
  async killPostmaster(): Promise<void> {
    process.kill((await this.#postmaster()).pid, 'SIGKILL')
  }

  /** Kills what would end PostgreSQL when its server has gone. */
  async killGuard(): Promise<void> {
    process.kill(await guardOf((await this.#postmaster()).pid), 'SIGKILL')
  }

  async hasPostmaster(): Promise<boolean> {
    return (await findPostmaster(await this.#data())) !== undefined
  }

  /** What stands in brackets of the pattern, in the first line that it has printed like that. */
  async printed(pattern: RegExp): Promise<string> {
    const deadline = Date.now() + 5_000
    while (Date.now() < deadline) {
      for (const line of this.#said) {
        const found = pattern.exec(line)?.[1]
        if (found !== undefined) return found
      }
      await sleep(20)
    }
    throw this.#failure(`did not print ${pattern}`)
  }

  /** Straight to its PostgreSQL, past the server. */
  async databaseUrl(): Promise<string> {
    return databaseUrl(await this.#data())
  }

  /** Runs another command of `nadi` beside it. @throws Error with what it said where it ends with anything but 0 */
  async run(...args: string[]): Promise<void> {
    await this.runWith({}, ...args)
  }

  /** The same with other variables in its environment. */
  async runWith(settings: Record<string, string>, ...args: string[]): Promise<void> {
    const { DATABASE_URL: _, DATABASE_DIRECT_URL: __, ...inherited } = process.env
    const env = { ...inherited, NADI_DATA_DIR: this.#dataDir, ...settings }
    await promisify(execFile)(process.execPath, [here('../../src/cli/nadi.ts'), ...args], { env })
  }

  lastWords(): string {
    return this.#said.join('\n')
  }

  async remove(): Promise<void> {
    if (this.#child && this.endedUnasked === undefined) await this.killServer()
    await removeDataDir(this.#dataDir)
  }

  async #data(): Promise<string> {
    return join(await homeOf(join(this.#dataDir, 'postgres')), 'data')
  }

  async #postmaster(): Promise<{ pid: number }> {
    const deadline = Date.now() + patience
    while (Date.now() < deadline) {
      const found = await findPostmaster(await this.#data())
      if (found?.ready) return found
      await sleep(20)
    }
    throw this.#failure('had no PostgreSQL')
  }

  #failure(what: string): Error {
    return new Error(`The server ${what}. It said:\n${this.lastWords()}`)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
