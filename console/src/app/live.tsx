import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { liveStream, useIsConnected } from './live-stream.ts'
import { useSession } from './session.ts'

/** Says when changes do not arrive; they are followed while this is shown. */
export function Live() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const isConnected = useIsConnected()
  useEffect(() => {
    void liveStream.begin(client)
    return () => liveStream.end()
  }, [client])
  useReadingAgainAsRoleChanges()
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

/** A role that may see more, or less, than before gets other answers from every call. */
function useReadingAgainAsRoleChanges(): void {
  const client = useQueryClient()
  const role = JSON.stringify(useSession().role)
  const known = useRef(role)
  useEffect(() => {
    if (known.current === role) return
    known.current = role
    void client.invalidateQueries()
  }, [client, role])
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
