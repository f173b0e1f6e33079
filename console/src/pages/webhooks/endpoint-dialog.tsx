import type { WebhookEndpoint } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { useMay } from '../../app/session.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { EventChoices } from './event-choices.tsx'
import { kindName } from './webhook-words.ts'

interface EndpointDialogProps {
  /** null: a new one */
  endpoint: WebhookEndpoint | null
  onClose: () => void
}

const kinds = ['EVENTS', 'CHAKRA', 'PASS_THROUGH'] as const

/** Events that an endpoint of a kind begins with. */
const usual: Record<WebhookEndpoint['kind'], string[]> = {
  EVENTS: ['process.*', 'task.*'],
  CHAKRA: ['message', 'status'],
  PASS_THROUGH: [],
}

export function EndpointDialog({ endpoint, onClose }: EndpointDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const may = useMay()
  const [form, setForm] = useState({
    kind: endpoint?.kind ?? 'EVENTS',
    plugin: endpoint?.plugin ?? '',
    name: endpoint?.name ?? '',
    url: endpoint?.url ?? '',
    events: endpoint?.events ?? usual.EVENTS,
    procedures: endpoint?.procedures ?? null,
    statusForm: endpoint?.statusForm ?? ('STATUS' as const),
  })
  const set = (changes: Partial<typeof form>): void => setForm({ ...form, ...changes })
  const plugins =
    useQuery({ ...callOf('GET /v1/ext/plugin/whatsapp'), enabled: may('plugins.manage') }).data?.data ?? []
  const ofPlugin = form.kind !== 'EVENTS'
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: async (): Promise<unknown> => {
      const { kind, plugin, name, url, events, procedures, statusForm } = form
      const body = { name, url, events, ...(ofPlugin ? {} : { procedures }), ...(kind === 'CHAKRA' && { statusForm }) }
      return endpoint
        ? api.call('PUT /v1/ext/webhook-endpoint/{endpointId}', { path: { endpointId: endpoint.id }, body })
        : api.call('POST /v1/ext/webhook-endpoint', {
            body: { ...body, kind, ...(ofPlugin && { plugin }) },
            idempotencyKey: true,
          })
    },
    onSuccess: () => {
      invalidateFor(client, ['webhook.updated'])
      onClose()
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title={endpoint ? t('Edit the endpoint') : t('New endpoint')}
      action={endpoint ? t('Save') : t('Make the endpoint')}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['url', 'name', 'kind', 'plugin', 'events']}
    >
      <TextField
        label={t('URL')}
        hint={t('A public address that answers 2xx within ten seconds.')}
        error={problemAt(save.error, 'url')}
        isRequired
        type="url"
        placeholder="https://"
        value={form.url}
        onChange={(text) => set({ url: text })}
      />
      <TextField
        label={t('Name')}
        error={problemAt(save.error, 'name')}
        value={form.name}
        onChange={(text) => set({ name: text })}
      />
      {!endpoint && (
        <Field label={t('What it is told')} error={problemAt(save.error, 'kind')}>
          {(control) => (
            <Select
              {...control}
              value={form.kind}
              choices={kinds.map((kind) => ({
                value: kind,
                label: kindName(t, kind),
                isDisabled: kind !== 'EVENTS' && plugins.length === 0,
              }))}
              onChoose={(chosen) => {
                const kind = chosen as WebhookEndpoint['kind']
                set({ kind, events: usual[kind], plugin: plugins[0]?.id ?? '' })
              }}
            />
          )}
        </Field>
      )}
      {!endpoint && ofPlugin && (
        <Field label={t('WhatsApp account')} error={problemAt(save.error, 'plugin')}>
          {(control) => (
            <Select
              {...control}
              value={form.plugin}
              choices={plugins.map(({ id, name }) => ({ value: id, label: name }))}
              onChoose={(plugin) => set({ plugin })}
            />
          )}
        </Field>
      )}
      <EventChoices form={form} set={set} error={problemAt(save.error, 'events')} />
    </FormDialog>
  )
}
