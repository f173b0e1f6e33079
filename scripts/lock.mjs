import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastSignal } from './process.mjs'

/** Runs the work while no other process does work under the same file; a holder that was killed does not hold on to it. */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) {
    if (lastSignal()) throw new Error('Interrupted.')
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!holderLives(file)) rmSync(file, { force: true })
  return false
}

function holderLives(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // Written a moment after the file is made: empty means that its holder is just taking it.
    if (pid > 0) process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
