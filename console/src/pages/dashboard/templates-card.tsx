import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Card } from './card.tsx'
import { following } from './following.ts'
import { rangeOf } from './range.ts'
import type { Days } from './search.ts'

/** more are in the list of templates */
const mostShown = 6

/** How far the messages of each template came. */
export function TemplatesCard({ days }: { days: Days }) {
  const { t } = useTranslation()
  const answer = useQuery({
    ...callOf('GET /v1/ext/statistics/templates', { query: rangeOf(days) }),
    ...following,
  })
  return (
    <Card
      title={t('Templates')}
      description={t('Of the messages sent with each: delivered, read, answered within a day.')}
      answer={answer}
    >
      {({ data: { templates } }) =>
        templates.length === 0 ? (
          <p className="py-10 text-center text-ink-soft">{t('No template was sent in this time.')}</p>
        ) : (
          <ul className="flex flex-col gap-4">
            {templates.slice(0, mostShown).map(({ name, language, messages, delivered, read, replied, failed }) => {
              const part = (count: number): number => Math.round((count / Math.max(1, messages)) * 100)
              return (
                <li key={`${name} ${language}`}>
                  <p className="flex items-baseline gap-2">
                    <span className="truncate font-medium">{name}</span>
                    <span className="text-[12.5px] text-ink-soft">{language}</span>
                    <span className="ms-auto tabular-nums">{messages.toLocaleString()}</span>
                  </p>
                  <div aria-hidden className="mt-1 flex h-2.5 overflow-hidden rounded-full bg-sunken">
                    <span className="bg-info" style={{ width: `${part(read)}%` }} />
                    <span className="bg-success" style={{ width: `${part(delivered - read)}%` }} />
                    <span className="ms-auto bg-danger" style={{ width: `${part(failed)}%` }} />
                  </div>
                  <p className="mt-1 text-[12.5px] text-ink-soft">
                    {t('{{delivered}} % delivered · {{read}} % read · {{replied}} % answered · {{failed}} % failed', {
                      delivered: part(delivered),
                      read: part(read),
                      replied: part(replied),
                      failed: part(failed),
                    })}
                  </p>
                </li>
              )
            })}
          </ul>
        )
      }
    </Card>
  )
}
