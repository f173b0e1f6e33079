import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readAgainFor } from '../api/invalidate.ts'
import { type Change, listen } from '../api/stream.ts'
import { tellPresence } from './presence.ts'

/** changes of so many milliseconds are followed together */
const gather = 60
/** so long the next changes wait at most for what the last ones have had read again */
const longest = 1_000

/** Keeps what is shown true: follows the stream of changes, and says when it is cut off. */
export function Live() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [isConnected, setConnected] = useState(true)
  useEffect(() => {
    let changes: Change[] = []
    let isFollowing = false
    let hasEnded = false
    let wasCutOff = false
    // one reading after the other: where changes come faster than answers, none would ever arrive
    const follow = async (): Promise<void> => {
      if (isFollowing) return
      isFollowing = true
      while (changes.length > 0 && !hasEnded) {
        await pause(gather)
        const together = changes
        changes = []
        const kinds = new Set(together.map(({ kind }) => kind))
        await Promise.race([readAgainFor(client, kinds, chatsOf(together)), pause(longest)])
      }
      isFollowing = false
    }
    const stop = listen({
      changed: (change) => {
        changes.push(change)
        void follow()
      },
      missed: () => void client.invalidateQueries(),
      presence: tellPresence,
      connected: (isNow) => {
        // a session that has ended meanwhile is noticed by this
        if (!isNow && !wasCutOff) void client.invalidateQueries({ queryKey: ['GET /v1/ext/session'] })
        wasCutOff = !isNow
        setConnected(isNow)
      },
    })
    return () => {
      hasEnded = true
      stop()
    }
  }, [client])
  const isShown = useDelayed(!isConnected, 2_000)
  return isShown ? (
    <div
      role="status"
      className="fixed bottom-4 start-1/2 z-50 -translate-x-1/2 rounded-full bg-ink px-4 py-2 text-canvas shadow-lg rtl:translate-x-1/2"
    >
      {t('No connection to the server. Trying again …')}
    </div>
  ) : null
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** The chats that changed; undefined where it may be any: a change that is not of one chat, or of many. */
const chatsOf = (changes: readonly Change[]): ReadonlySet<string> | undefined =>
  changes.every(({ chat }) => chat) ? new Set(changes.flatMap(({ chat }) => chat ?? [])) : undefined

/** Follows what turns true only after a while, so that a short break shows nothing. */
function useDelayed(isOn: boolean, after: number): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isOn) return setLate(false)
    const timer = setTimeout(() => setLate(true), after)
    return () => clearTimeout(timer)
  }, [isOn, after])
  return isLate
}
