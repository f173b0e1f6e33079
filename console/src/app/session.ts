import type { Calls } from '@nadi/sdk'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { callOf } from '../api/query.ts'

type Me = Calls['GET /v1/ext/session']['data']
/** Whoever signs in is somebody. */
export type Session = Me & { user: NonNullable<Me['user']> }
export type Permission = Session['role']['permissions'][number]

/** Who is signed in; pages inside the shell can rely on it. */
export const sessionQuery = () => queryOptions({ ...callOf('GET /v1/ext/session'), staleTime: 300_000 })

export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery()).data
  if (!data.user) throw new Error('A session without a user.')
  return { ...data, user: data.user }
}

/** `chats.read_all` includes the two narrower ones. */
export const useMay = (): ((permission: Permission) => boolean) => {
  const { permissions } = useSession().role
  return (permission) =>
    permissions.includes(permission) ||
    (permission === 'chats.read_own' && permissions.some((held) => held.startsWith('chats.read_'))) ||
    (permission === 'chats.read_pod' && permissions.includes('chats.read_all'))
}

/** Whether the role may change processes of a procedure: all of them, or those of its pods or its own. Of one of them: `process/use-may-change.ts`. */
export function useMayWriteSome(procedure: { id: string }): boolean {
  const { procedures } = useSession().role
  const access =
    procedures.find((each) => each.procedure === procedure.id) ?? procedures.find((each) => each.procedure === '*')
  return access !== undefined && access.write !== 'none'
}

let whoWasHere: string | undefined

/** A session ended under its page: what was begun there waits for whoever signs in again. */
export const sessionEnded = ({ user }: Me): void => {
  whoWasHere = user?.id
}

/** Whether somebody else began what this page still remembers: drafts, and what could not be sent. */
export const isSomebodyElse = ({ user }: Me): boolean => whoWasHere !== undefined && whoWasHere !== user?.id

/** Ends the session and leaves nothing of it in the page. */
export async function signOut(): Promise<void> {
  await api.call('DELETE /v1/ext/session')
  location.assign('/sign-in')
}
