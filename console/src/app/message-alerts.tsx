import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../api/query.ts'
import { playSound, useAlerts } from './alerts.ts'
import { useMay, useSession } from './session.ts'

/** Tells whoever asked for it of new messages in their own chats, whichever page is open. */
export function MessageAlerts() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { user } = useSession()
  const may = useMay()
  const isWanted = useAlerts()
  const isOn = isWanted && may('chats.read_own')
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const since = useRef(Date.now())
  const chats = useQuery({
    ...callOf('POST /v1/ext/chat', {
      body: {
        where: { status: 'OPEN', assignedTo: user.id, unread: true },
        orderField: 'lastMessageAt',
        orderDirection: 'desc',
        limit: 5,
      },
    }),
    enabled: isOn,
  }).data?.data
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows new messages alone
  useEffect(() => {
    if (!isOn || !chats) return
    const news = chats.filter(
      ({ lastMessage }) => lastMessage?.direction === 'INBOUND' && lastMessage.timestamp > since.current,
    )
    since.current = Math.max(since.current, ...news.map(({ lastMessage }) => lastMessage?.timestamp ?? 0))
    const isSeen = document.visibilityState === 'visible'
    const unseen = news.filter(({ id }) => !isSeen || !path.endsWith(id))
    if (unseen.length === 0) return
    void playSound()
    if (isSeen || !('Notification' in globalThis) || Notification.permission !== 'granted') return
    for (const { id, contact, lastMessage } of unseen) {
      const note = new Notification(contact?.name || contact?.phoneNumber || t('New message'), {
        body: lastMessage?.text ?? '',
        tag: id,
      })
      note.onclick = () => {
        window.focus()
        void navigate({ to: `/inbox/${id}` })
      }
    }
  }, [chats, isOn])
  return null
}
