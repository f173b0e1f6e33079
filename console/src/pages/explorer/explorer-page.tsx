import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileJson, SquareTerminal } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { CallPanel } from './call-panel.tsx'
import { type Call, documentQuery } from './document.ts'
import { MethodBadge } from './method-badge.tsx'

/** Every call of the API with the team's own short ids, to be sent from here. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { call: chosenName } = useSearch({ strict: false }) as { call?: string }
  const calls = useQuery(documentQuery())
  const [search, setSearch] = useState('')
  const [apiKey, setApiKey] = useState('')
  const words = useDeferredValue(search).toLowerCase().split(/\s+/).filter(Boolean)
  const found = (calls.data ?? []).filter((call) => {
    const text = `${call.name} ${call.summary} ${call.tag}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const chosen = calls.data?.find(({ name }) => name === chosenName)
  return (
    <Frame
      title={t('API explorer')}
      isFilled
      actions={
        <a href="/openapi.json" className="inline-flex items-center gap-1.5 text-accent-text hover:underline">
          <FileJson aria-hidden className="size-4" />
          {t('OpenAPI 3.1 document')}
        </a>
      }
    >
      {calls.isError ? (
        <ErrorState error={calls.error} retry={() => void calls.refetch()} />
      ) : (
        <div className="flex h-full min-h-0">
          <div
            className={cx(
              'flex w-80 shrink-0 flex-col border-line border-e bg-surface max-md:w-full',
              chosen && 'max-md:hidden',
            )}
          >
            <div className="border-line border-b p-3">
              <Input
                type="search"
                aria-label={t('Find a call')}
                placeholder={t('Find a call …')}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            </div>
            <nav aria-label={t('Calls')} className="min-h-0 flex-1 overflow-y-auto p-2">
              {calls.isPending ? (
                <SkeletonRows count={14} height="h-6" />
              ) : (
                [...Map.groupBy(found, ({ tag }) => tag)].map(([tag, list]) => (
                  <TagGroup key={tag} tag={tag} calls={list} />
                ))
              )}
              {!calls.isPending && found.length === 0 && (
                <p className="p-4 text-ink-soft">{t('No call is named like this.')}</p>
              )}
            </nav>
          </div>
          <div className={cx('min-w-0 flex-1 overflow-y-auto', !chosen && 'max-md:hidden')}>
            <div className="mx-auto max-w-4xl p-5 max-sm:p-4">
              {chosen && (
                <button
                  type="button"
                  className="mb-3 text-accent-text hover:underline md:hidden"
                  onClick={() => void navigate({ to: '/explorer' })}
                >
                  {t('All calls')}
                </button>
              )}
              {chosen ? (
                <>
                  <div className="mb-4 max-w-lg">
                    <Field
                      label={t('API key')}
                      hint={t('Kept in this page only. Without one, requests are sent in your own name.')}
                    >
                      {(control) => (
                        <Input
                          {...control}
                          value={apiKey}
                          autoComplete="off"
                          spellCheck={false}
                          placeholder={t('in your own name')}
                          className="font-mono text-[12.5px]"
                          onChange={(event) => setApiKey(event.target.value.trim())}
                        />
                      )}
                    </Field>
                  </div>
                  <CallPanel key={chosen.name} call={chosen} apiKey={apiKey} />
                </>
              ) : (
                <EmptyState icon={SquareTerminal} title={t('Choose a call')}>
                  {t('It comes with your procedures, short ids and people filled in, and can be sent from here.')}
                </EmptyState>
              )}
            </div>
          </div>
        </div>
      )}
    </Frame>
  )
}

const TagGroup = ({ tag, calls }: { tag: string; calls: readonly Call[] }) => (
  <section aria-label={tag} className="mb-3">
    <h2 className="px-2 py-1 font-medium text-[12px] text-ink-soft">{tag}</h2>
    <ul>
      {calls.map(({ name, method, summary }) => (
        <li key={name}>
          <Link
            to="/explorer"
            search={{ call: name }}
            activeOptions={{ includeSearch: true }}
            className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text"
          >
            <MethodBadge method={method} />
            <span className="truncate">{summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  </section>
)
