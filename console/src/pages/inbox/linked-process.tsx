import type { Chat } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { callOf } from '../../api/query.ts'
import { stateOf, useTeamModel } from '../../model/team-model.ts'
import { ColorBadge } from '../../ui/badge.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { identifierOf } from '../../values/identifier.ts'
import { SideSection } from './side-section.tsx'

/** The lead, ticket or application that the chat belongs to. */
export function LinkedProcess({ chat }: { chat: Chat }) {
  const model = useTeamModel()
  const procedure = chat.procedure === null ? undefined : model.procedure(chat.procedure)
  const found = useQuery({
    ...callOf('GET /v1/ext/procedure/{procedure}/process/{processId}', {
      path: { procedure: chat.procedure ?? '', processId: chat.process ?? '' },
    }),
    enabled: procedure !== undefined && chat.process !== null,
  })
  const process = found.data?.data
  if (!procedure || found.isError) return null
  const title = process && identifierOf(process, procedure)
  const state = process && stateOf(procedure, process.state)
  return (
    <SideSection title={procedure.name}>
      {process && title ? (
        <div className="flex flex-col items-start gap-1.5">
          <Link
            to={`/p/${procedure.shortId}/${process.id}`}
            className="max-w-full truncate font-medium text-accent-text hover:underline"
          >
            {title.title}
          </Link>
          <span className="text-[12.5px] text-ink-soft">{title.note}</span>
          {state && <ColorBadge color={state.color}>{state.name}</ColorBadge>}
        </div>
      ) : (
        <Skeleton className="h-14" />
      )}
    </SideSection>
  )
}
