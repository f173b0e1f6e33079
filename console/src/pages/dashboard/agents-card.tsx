import { NadiError } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Card } from './card.tsx'
import { following } from './following.ts'
import { rangeOf } from './range.ts'
import type { Days } from './search.ts'

/** Who has how much; for managers, so it is left out where the role may not know. */
export function AgentsCard({ days }: { days: Days }) {
  const { t } = useTranslation()
  const answer = useQuery({
    ...callOf('GET /v1/ext/statistics/agents', { query: rangeOf(days) }),
    ...following,
  })
  if (answer.error instanceof NadiError && answer.error.status === 403) return null
  return (
    <Card title={t('Who has what')} description={t('Open work now, and tasks completed in this time.')} answer={answer}>
      {({ data: { agents, unassigned } }) => (
        <ul className="flex flex-col">
          {agents.map(
            ({ user, displayName, username, openProcesses, openChats, openTasks, overdueTasks, completedTasks }) => (
              <li key={user} className="flex items-center gap-3 border-line border-b py-2 last:border-b-0">
                <Avatar name={displayName ?? username ?? '?'} size="sm" />
                <span className="min-w-0 flex-1 truncate">
                  {displayName ?? username ?? t('somebody who was deleted')}
                </span>
                <span className="text-[13px] text-ink-soft tabular-nums">
                  {t('{{processes}} processes · {{chats}} chats · {{tasks}} tasks · {{done}} done', {
                    processes: openProcesses,
                    chats: openChats,
                    tasks: openTasks,
                    done: completedTasks,
                  })}
                </span>
                {overdueTasks > 0 && (
                  <span className="text-[13px] text-danger tabular-nums">
                    {t('{{count}} late', { count: overdueTasks })}
                  </span>
                )}
              </li>
            ),
          )}
          <li className="py-2 text-[13px] text-ink-soft">
            {t('Nobody has {{processes}} processes, {{chats}} chats and {{tasks}} tasks.', {
              processes: unassigned.openProcesses,
              chats: unassigned.openChats,
              tasks: unassigned.openTasks,
            })}
          </li>
        </ul>
      )}
    </Card>
  )
}
