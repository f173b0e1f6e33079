import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invalidateFor } from '../api/invalidate.ts'
import { listen } from '../api/stream.ts'
import { tellPresence } from './presence.ts'

/** changes of so many milliseconds are followed together */
const gather = 60

/** Keeps what is shown true: follows the stream of changes, and says when it is cut off. */
export function Live() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [isConnected, setConnected] = useState(true)
  useEffect(() => {
    const kinds = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasCutOff = false
    const stop = listen({
      changed: ({ kind }) => {
        kinds.add(kind)
        timer ??= setTimeout(() => {
          timer = undefined
          invalidateFor(client, kinds)
          kinds.clear()
        }, gather)
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
      clearTimeout(timer)
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
