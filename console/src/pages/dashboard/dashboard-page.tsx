import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/session.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Page as Frame } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { AgentsCard } from './agents-card.tsx'
import { MessagesCard } from './messages-card.tsx'
import { ProcessesCard } from './processes-card.tsx'
import { RepliesCard } from './replies-card.tsx'
import { type DashboardSearch, type Days, ranges } from './search.ts'
import { TemplatesCard } from './templates-card.tsx'

/** How the team's work goes: pictures of a range of time that stands in the address. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const model = useTeamModel()
  const may = useMay()
  const { days = 30, procedure: named } = useSearch({ strict: false }) as DashboardSearch
  const procedure = model.procedure(named ?? '') ?? model.procedures[0]
  const go = (changes: DashboardSearch): void =>
    void navigate({ to: '/dashboard', search: { days, ...(named && { procedure: named }), ...changes }, replace: true })
  return (
    <Frame
      title={t('Dashboard')}
      actions={
        <>
          {model.procedures.length > 1 && (
            <Select
              aria-label={t('Procedure')}
              value={procedure?.shortId}
              choices={model.procedures.map(({ shortId, name }) => ({ value: shortId, label: name }))}
              onChoose={(shortId) => go({ procedure: shortId })}
            />
          )}
          <Segments
            label={t('Time')}
            chosen={String(days)}
            onChoose={(chosen) => go({ days: Number(chosen) as Days })}
            segments={ranges.map((range) => ({ value: String(range), label: t('{{days}} days', { days: range }) }))}
          />
        </>
      }
    >
      <div className="grid grid-cols-2 gap-5 max-lg:grid-cols-1">
        {procedure && <ProcessesCard procedure={procedure} days={days} />}
        {may('chats.read_all') && (
          <>
            <MessagesCard days={days} />
            <RepliesCard days={days} />
            <TemplatesCard days={days} />
          </>
        )}
        <AgentsCard days={days} />
      </div>
    </Frame>
  )
}
