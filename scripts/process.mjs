import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** the child that signals go to; one at a time */
let child
let signalled
const sentAt = {}

/**
 * On ^C the terminal signals us, and npm passes us the same signal once more; a program told twice takes it as "at once, without cleaning
 * up". So children get a process group of their own and hear each signal from us, once.
 */
function forward(signal) {
  const now = Date.now()
  if (now - (sentAt[signal] ?? 0) < 1_000) return
  sentAt[signal] = now
  signalled = signal
  child?.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => forward(signal))
// The terminal was closed. To many programs this signal means "read your settings again" or nothing.
process.on('SIGHUP', () => forward('SIGTERM'))
process.on('exit', () => child?.kill('SIGTERM'))

// npm killed outright passes nothing on; nobody would be left to end what it started.
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid
  setInterval(() => process.ppid !== npm && forward('SIGTERM'), 1_000).unref()
}

/** The signal that asked us to end, if any: no further step is begun then. */
export const lastSignal = () => signalled

/** Runs a program with our terminal; answers its exit code, 128 + n for one ended by a signal. */
export const run = (program, args, options) =>
  start(program, args, { ...options, stdio: 'inherit' }).then(({ code }) => code)

/** Runs a program silently; answers its exit code and all that it said. */
export const capture = (program, args, options) =>
  start(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })

function start(program, args, options) {
  return new Promise((resolve, reject) => {
    const current = spawn(program, args, { ...options, detached: true })
    child = current
    let output = ''
    for (const stream of [current.stdout, current.stderr]) stream?.on('data', (chunk) => (output += chunk))
    current.once('error', reject)
    current.once('close', (code, signal) => {
      if (child === current) child = undefined
      resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), output })
    })
  })
}
