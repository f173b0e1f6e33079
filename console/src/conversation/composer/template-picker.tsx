import type { Chat, MessageTemplate } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { LayoutTemplate, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Input } from '../../ui/input.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { TemplateForm } from './template-form.tsx'

/** Chooses a template, fills it, and shows it as the customer will see it before it is sent. */
export function TemplatePicker({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [chosenId, setChosen] = useState<string | null>(null)
  const sought = useDeferredValue(search.trim())
  const found = useQuery({
    ...callOf('GET /v1/ext/plugin/whatsapp/{pluginId}/templates', {
      path: { pluginId: chat.plugin },
      query: { status: 'APPROVED', limit: 200, ...(sought && { search: sought }) },
    }),
    placeholderData: (before) => before,
  })
  const templates = found.data?.data ?? []
  const chosen = templates.find(({ id }) => id === chosenId)
  return (
    <Dialog isOpen onClose={onClose} title={t('Send a template')} size="xl">
      <div className="flex min-h-[55vh] gap-5 max-sm:flex-col">
        <div className={cx('flex w-64 shrink-0 flex-col gap-2 max-sm:w-full', chosen && 'max-sm:hidden')}>
          <span className="relative">
            <Search aria-hidden className="absolute start-2.5 top-2 size-4 max-sm:top-3.5 text-ink-soft" />
            <Input
              type="search"
              aria-label={t('Search templates')}
              placeholder={t('Search …')}
              value={search}
              onChange={({ target }) => setSearch(target.value)}
              className="ps-8"
            />
          </span>
          {found.isPending ? (
            <SkeletonRows count={5} height="h-12" />
          ) : found.isError ? (
            <ErrorState error={found.error} retry={found.refetch} />
          ) : (
            <TemplateList templates={templates} chosenId={chosenId} choose={setChosen} isSearch={sought !== ''} />
          )}
        </div>
        {chosen ? (
          <TemplateForm key={chosen.id} chat={chat} template={chosen} done={onClose} back={() => setChosen(null)} />
        ) : (
          <div className="flex-1 max-sm:hidden">
            <EmptyState icon={LayoutTemplate} title={t('Choose a template')}>
              {t('Meta has approved these. They may be sent at any time, also after the window has closed.')}
            </EmptyState>
          </div>
        )}
      </div>
    </Dialog>
  )
}

interface TemplateListProps {
  templates: readonly MessageTemplate[]
  chosenId: string | null
  choose: (id: string) => void
  isSearch: boolean
}

function TemplateList({ templates, chosenId, choose, isSearch }: TemplateListProps) {
  const { t } = useTranslation()
  if (templates.length === 0) {
    return (
      <p className="px-2 py-6 text-center text-ink-soft">
        {isSearch
          ? t('No template fits.')
          : t('There is no approved template yet. An administrator makes them under WhatsApp Setup.')}
      </p>
    )
  }
  return (
    <ul aria-label={t('Templates')} className="flex min-h-0 flex-col gap-0.5 overflow-y-auto">
      {templates.map(({ id, name, language, category }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => choose(id)}
            aria-pressed={id === chosenId}
            className="w-full rounded-md px-2.5 py-2 text-start hover:bg-sunken aria-pressed:bg-accent-soft"
          >
            <span className="block truncate font-medium">{name}</span>
            <span className="mt-0.5 flex items-center gap-1.5 text-[12px] text-ink-soft">
              <Badge>{category.toLowerCase()}</Badge>
              {language}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
