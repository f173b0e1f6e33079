import type { Chat } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { ProcessSummary } from '../../process/process-summary.tsx'
import { processQuery } from '../../process/use-process.ts'
import { SkeletonRows } from '../../ui/states.tsx'

/** The lead, ticket or application that the chat belongs to, as far as one's role reaches it. */
export function LinkedProcess({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const procedure = chat.procedure === null ? undefined : model.procedure(chat.procedure)
  const name = procedure && chat.process ? { procedure: procedure.shortId, processId: chat.process } : null
  const found = useQuery({ ...processQuery(name ?? { procedure: '', processId: '' }), enabled: name !== null })
  if (!name || found.isError) {
    return (
      <p className="border-line border-b px-4 py-3 text-[13px] text-ink-soft">
        {chat.process === null
          ? t('The chat belongs to no process.')
          : t('The process of the chat is not within your reach.')}
      </p>
    )
  }
  return (
    <div className="border-line border-b">{found.data ? <ProcessSummary {...name} /> : <SkeletonRows count={6} />}</div>
  )
}
