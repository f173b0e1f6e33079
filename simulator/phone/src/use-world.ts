import { useCallback, useEffect, useState } from 'react'
import { api, type BusinessNumber, type Chat, type Conversation, type Customer, chatPath, listen } from './api.ts'

export interface World {
  numbers: BusinessNumber[]
  customers: Customer[]
  conversations: Conversation[]
  isLoading: boolean
  isConnected: boolean
  reload: () => Promise<void>
}

const keyOf = ({ phoneNumberId, address }: Conversation): string => `${phoneNumberId} ${address}`

/** All conversations, kept true by events; read anew whenever the connection was lost. */
export function useWorld(changed: (conversation: Conversation) => void): World {
  const [state, setState] = useState<Pick<World, 'numbers' | 'customers' | 'conversations' | 'isLoading'>>({
    numbers: [],
    customers: [],
    conversations: [],
    isLoading: true,
  })
  const [isConnected, setConnected] = useState(true)

  const reload = useCallback(async () => {
    const [numbers, customers, conversations] = await Promise.all([api.numbers(), api.customers(), api.conversations()])
    setState({ numbers, customers, conversations, isLoading: false })
  }, [])

  useEffect(
    () =>
      listen(
        (conversation) => {
          setState((before) => ({
            ...before,
            conversations: [
              conversation,
              ...before.conversations.filter((each) => keyOf(each) !== keyOf(conversation)),
            ].sort((one, other) => other.updatedAt - one.updatedAt),
          }))
          changed(conversation)
        },
        (isOn) => {
          setConnected(isOn)
          if (isOn) reload().catch(() => setConnected(false))
        },
      ),
    [changed, reload],
  )
  return { ...state, isConnected, reload }
}

/** The chat that is open, read again at each change of it. */
export function useChat(open: { phoneNumberId: string; address: string } | null, version: number): Chat | null {
  const [chat, setChat] = useState<Chat | null>(null)
  const path = open && chatPath(open)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that there is something new to read
  useEffect(() => {
    let isCurrent = true
    if (path === null) setChat(null)
    else
      api
        .chat(path)
        .then((read) => isCurrent && setChat(read))
        .catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [path, version])
  return chat && open && chat.phoneNumberId === open.phoneNumberId && chat.address === open.address ? chat : null
}
