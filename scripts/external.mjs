// A throw-away PostgreSQL from the machine's own packages, for `npm run test:external`: reached over TCP with a password, like the managed
// one that an operator may point Nadi at.
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const OLDEST_MAJOR = 15

/** Starts it; answers the environment for the tests and a function that stops and removes it. */
export async function externalDatabase() {
  const bin = findServer() ?? installServer()
  const runAs = unprivilegedUser()
  const folder = mkdtempSync(join(tmpdir(), 'nadi-external-'))
  const give = (path) => runAs.uid !== undefined && chownSync(path, runAs.uid, runAs.gid)
  give(folder)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const data = join(folder, 'data')
    const log = join(folder, 'log')
    const password = randomBytes(18).toString('base64url')
    const passwordFile = join(folder, 'password')
    writeFileSync(passwordFile, password)
    chmodSync(passwordFile, 0o600)
    give(passwordFile)
    const options = { ...runAs, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }
    const init = [
      '-D',
      data,
      '-U',
      'nadi',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ]
    execFileSync(join(bin, 'initdb'), init, options)

    const port = await freePort()
    const flags = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
    const shell = ['-c', 'exec "$0" "$@" 2>"$LOG"', join(bin, 'postgres'), ...flags, '-c', 'max_connections=200']
    const server = spawn('/bin/sh', shell, {
      ...options,
      env: { ...process.env, LOG: log },
      stdio: 'ignore',
      detached: true,
    })
    const ended = once(server, 'exit')
    await untilReachable(port, server, log)
    const url = `postgres://nadi:${password}@127.0.0.1:${port}/postgres`
    return {
      env: { DATABASE_URL: url, DATABASE_DIRECT_URL: url },
      stop: async () => {
        server.kill('SIGINT')
        await ended
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

function findServer() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : []
  const folders = versions
    .filter((major) => major >= OLDEST_MAJOR)
    .sort((a, b) => b - a)
    .map((major) => join(debian, String(major), 'bin'))
  return [...folders, ...(process.env.PATH ?? '').split(':')].find((folder) => isServer(folder))
}

function isServer(folder) {
  if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return false
  const version = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)/.exec(version)?.[1]) >= OLDEST_MAJOR
}

function installServer() {
  const needed = `This needs a PostgreSQL server, version ${OLDEST_MAJOR} or newer, with its contrib modules`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`${needed}: install it (Debian: apt-get install postgresql), or put its programs on the PATH.`)
  }
  console.error("Installing Debian's package postgresql, once.")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const bin = findServer()
  if (!bin) throw new Error(`${needed}, and the package brought an older one.`)
  return bin
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // no such user: the next
    }
  }
  return { uid: 65534, gid: 65534 }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function untilReachable(port, server, log) {
  while (server.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const reached = await new Promise((resolve) =>
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
    )
    socket.destroy()
    if (reached) return
    await sleep(50)
  }
  throw new Error(`The throw-away PostgreSQL did not start: ${readFileSync(log, 'utf8')}`)
}
