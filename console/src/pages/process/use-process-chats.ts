import type { Chat, Process } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { callOf } from '../../api/query.ts'
import { useMay } from '../../app/session.ts'

export interface ProcessChats {
  /** the last written first */
  list: readonly Chat[]
  total: number
  isPending: boolean
  error: unknown
  retry: () => void
}

/** The chats that belong to a process and that the person may read. */
export function useProcessChats(process: Process): ProcessChats {
  const mayRead = useMay()('chats.read_own')
  const { data, isPending, error, refetch } = useQuery({
    ...callOf('POST /v1/ext/chat', {
      body: { where: { process: process.id }, orderField: 'lastMessageAt', limit: 20 },
    }),
    enabled: mayRead,
  })
  return {
    list: data?.data ?? [],
    total: data?.meta.total ?? 0,
    isPending: mayRead && isPending,
    error,
    retry: () => void refetch(),
  }
}
