import { useQuery } from '@tanstack/react-query'
import { ListFilter, Search, Smartphone, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Select } from '../../ui/select.tsx'
import { AlertSwitch } from './alert-switch.tsx'
import { type InboxFilter, type Tab, tabs } from './filter.ts'
import { usePhoneUrl } from './phone-panel.tsx'

interface InboxToolbarProps {
  filter: InboxFilter
  show: (filter: InboxFilter) => void
  counts: Partial<Record<Tab, number>>
  isPhoneOpen: boolean
  togglePhone: () => void
}

const typedMs = 250

/** What of the inbox is shown: tabs with their counts, search, labels and numbers. */
export function InboxToolbar({ filter, show, counts, isPhoneOpen, togglePhone }: InboxToolbarProps) {
  const { t } = useTranslation()
  const hasPhone = usePhoneUrl() !== null
  const names: Record<Tab, string> = {
    mine: t('Mine'),
    unassigned: t('Unassigned'),
    unread: t('Unread'),
    ending: t('Ending'),
    all: t('All'),
    closed: t('Closed'),
  }
  return (
    <div className="border-line border-b">
      <div className="flex items-center gap-1 px-3 pt-3">
        <SearchField filter={filter} show={show} />
        <MoreFilters filter={filter} show={show} />
        <AlertSwitch />
        {hasPhone && (
          <IconButton
            icon={Smartphone}
            label={isPhoneOpen ? t('Hide the phone') : t("Show the customer's phone")}
            isPressed={isPhoneOpen}
            onClick={togglePhone}
          />
        )}
      </div>
      <nav aria-label={t('Which chats')} className="flex flex-wrap gap-x-0.5 px-1.5 pt-1">
        {tabs.map((tab) => {
          const count = counts[tab]
          const { tab: _, ...rest } = filter
          return (
            <button
              key={tab}
              type="button"
              aria-pressed={(filter.tab ?? 'all') === tab}
              title={
                tab === 'ending' ? t('Whose window ends within four hours, and who wait for an answer') : undefined
              }
              onClick={() => show(tab === 'all' ? rest : { ...rest, tab })}
              className="pressable whitespace-nowrap border-transparent border-b-2 px-1.5 py-1.5 text-[13px] text-ink-soft hover:text-ink aria-pressed:border-accent aria-pressed:font-medium aria-pressed:text-ink"
            >
              {names[tab]}
              {count !== undefined && count > 0 && (
                <span className="ms-1 text-[12px] text-ink-soft tabular-nums">{count}</span>
              )}
            </button>
          )
        })}
      </nav>
    </div>
  )
}

function SearchField({ filter, show }: Pick<InboxToolbarProps, 'filter' | 'show'>) {
  const { t } = useTranslation()
  const [text, setText] = useState(filter.search ?? '')
  const shown = filter.search ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is typed, not what else is filtered
  useEffect(() => {
    if (text.trim() === shown) return
    const timer = setTimeout(() => {
      const { search: _, ...rest } = filter
      show(text.trim() === '' ? rest : { ...rest, search: text.trim() })
    }, typedMs)
    return () => clearTimeout(timer)
  }, [text])
  const isShort = text.trim() !== '' && text.trim().length < 3
  return (
    <span className="relative min-w-0 flex-1">
      <Search aria-hidden className="absolute start-2.5 top-2 size-4 max-sm:top-3.5 text-ink-soft" />
      <Input
        type="search"
        aria-label={t('Search chats')}
        placeholder={t('Search …')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="ps-8"
      />
      {isShort && (
        <span role="status" className="block px-1 pt-1 text-[12px] text-ink-soft">
          {t('At least three letters.')}
        </span>
      )}
    </span>
  )
}

function MoreFilters({ filter, show }: Pick<InboxToolbarProps, 'filter' | 'show'>) {
  const { t } = useTranslation()
  const labels = useQuery(callOf('GET /v1/ext/chat-labels')).data?.data ?? []
  const numbers = useQuery(callOf('GET /v1/ext/whatsapp-phone-number')).data?.data ?? []
  const isOn = filter.label !== undefined || filter.number !== undefined
  const choose = (key: 'label' | 'number', value: string): void => {
    const { [key]: _, ...rest } = filter
    show(value === '' ? rest : { ...rest, [key]: value })
  }
  return (
    <Popover
      align="end"
      label={t('More filters')}
      trigger={<IconButton icon={ListFilter} label={t('More filters')} isPressed={isOn} />}
    >
      <div className="flex w-60 flex-col gap-3">
        <Field label={t('Label')}>
          {(control) => (
            <Select
              {...control}
              value={filter.label ?? ''}
              placeholder={t('Any')}
              choices={labels.map(({ name }) => ({ value: name, label: name }))}
              onChoose={(value) => choose('label', value)}
            />
          )}
        </Field>
        <Field label={t('Number of the team')}>
          {(control) => (
            <Select
              {...control}
              value={filter.number ?? ''}
              placeholder={t('Any')}
              choices={numbers.map(({ id, displayPhoneNumber, verifiedName }) => ({
                value: id,
                label: `${verifiedName ?? ''} ${displayPhoneNumber ?? ''}`.trim(),
              }))}
              onChoose={(value) => choose('number', value)}
            />
          )}
        </Field>
        {isOn && (
          <button
            type="button"
            className="flex items-center gap-1.5 self-start text-ink-soft hover:text-ink"
            onClick={() => {
              const { label: _label, number: _number, ...rest } = filter
              show(rest)
            }}
          >
            <X aria-hidden className="size-4" />
            {t('Any chat again')}
          </button>
        )}
      </div>
    </Popover>
  )
}
