import type { WebhookEndpoint } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { DayFields } from '../../../log-filters/day-fields.tsx'
import { IdField } from '../../../log-filters/id-field.tsx'
import { Field } from '../../../ui/field.tsx'
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
  return (
    <div className="mb-4 grid grid-cols-5 gap-3 max-lg:grid-cols-2">
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
      <DayFields days={filter} onChange={set} />
      <IdField
        label={t('Id')}
        placeholder={t('of a message, process, delivery')}
        value={filter.search ?? ''}
        onSearch={(search) => set({ search })}
      />
    </div>
  )
}
