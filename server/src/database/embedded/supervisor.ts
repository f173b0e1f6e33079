import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'
import { endOrphans, type Postmaster, startPostmaster } from './postmaster.ts'

export interface Supervisor {
  stop(): Promise<void>
}

const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000
/** a postmaster that lived so long was no failed start: the next pause is short again */
const SOUND_LIFE = 1_000

/** Starts PostgreSQL and starts it again whenever it ends unasked, at longer and longer intervals while that fails. */
export async function supervise(postgres: string, place: Place, log: (line: string) => void): Promise<Supervisor> {
  const stopping = new AbortController()
  let postmaster: Postmaster | undefined = await startPostmaster(postgres, place, log)

  const watch = async (first: Postmaster) => {
    let current: Postmaster | undefined = first
    let pause = FIRST_PAUSE
    while (!stopping.signal.aborted) {
      if (current) {
        const since = Date.now()
        const how = await current.ended
        postmaster = undefined
        if (stopping.signal.aborted) return
        if (Date.now() - since > SOUND_LIFE) pause = FIRST_PAUSE
        log(`PostgreSQL ended unasked (${how}): starting it again.`)
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      pause = Math.min(pause * 2, LONGEST_PAUSE)
      current = undefined
      try {
        await endOrphans(place.data, log)
        current = await startPostmaster(postgres, place, log)
        postmaster = current
        log('PostgreSQL is back.')
      } catch (error) {
        log(`${(error as Error).message} Trying again in ${pause / 1000} s.`)
      }
    }
  }
  const watching = watch(postmaster)

  return {
    stop: async () => {
      stopping.abort()
      await postmaster?.stop()
      // A restart may have been under way: it is waited for, and what it started is stopped too.
      await watching
      await postmaster?.stop()
    },
  }
}
