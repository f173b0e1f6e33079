import type { WebhookEndpoint } from '@nadi/sdk'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Select } from '../../../ui/select.tsx'
import type { DeliverySearch } from '../routes.ts'
import { deliveryStatusName, endpointName } from '../webhook-words.ts'

interface DeliveryFiltersProps {
  filter: DeliverySearch
  set: (changes: DeliverySearch) => void
  endpoints: readonly WebhookEndpoint[]
}

const statuses = ['FAILED', 'PENDING', 'DELIVERED'] as const

export function DeliveryFilters({ filter, set, endpoints }: DeliveryFiltersProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState(filter.search ?? '')
  useEffect(() => setSearch(filter.search ?? ''), [filter.search])
  return (
    <div className="mb-4 grid grid-cols-5 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
      <Field label={t('Endpoint')}>
        {(control) => (
          <Select
            {...control}
            value={filter.endpoint ?? ''}
            placeholder={t('All')}
            choices={endpoints.map((each) => ({ value: each.id, label: endpointName(each) }))}
            onChoose={(endpoint) => set({ endpoint })}
          />
        )}
      </Field>
      <Field label={t('Status')}>
        {(control) => (
          <Select
            {...control}
            value={filter.status ?? ''}
            placeholder={t('Any')}
            choices={statuses.map((status) => ({ value: status, label: deliveryStatusName(t, status) }))}
            onChoose={(status) => set({ status })}
          />
        )}
      </Field>
      <Field label={t('From')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={filter.since ?? ''}
            onChange={({ target }) => set({ since: target.value })}
          />
        )}
      </Field>
      <Field label={t('Before')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={filter.until ?? ''}
            onChange={({ target }) => set({ until: target.value })}
          />
        )}
      </Field>
      <Field label={t('Id')}>
        {(control) => (
          <Input
            {...control}
            type="search"
            placeholder={t('of a message, process, delivery')}
            value={search}
            onChange={({ target }) => {
              setSearch(target.value)
              // ids are pasted: what is typed letter by letter is asked for on Enter
              if (target.value === '' || target.value.length >= 32) set({ search: target.value.trim() })
            }}
            onKeyDown={({ key }) => key === 'Enter' && set({ search: search.trim() })}
          />
        )}
      </Field>
    </div>
  )
}
