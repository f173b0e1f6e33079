import type { WebhookEndpoint } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { problemAt } from '../../../ui/problems.ts'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useTimeZone } from '../../../ui/time-zone.ts'
import { instantOf, localOf } from '../../../values/local-time.ts'
import { endpointName } from '../webhook-words.ts'

interface ReplayDialogProps {
  endpoints: readonly WebhookEndpoint[]
  /** the one that the log shows */
  endpoint: string | undefined
  onClose: () => void
}

const dayMs = 86_400_000

/** Sends again all that failed since a time, or every delivery of a range. */
export function ReplayDialog({ endpoints, endpoint = '', onClose }: ReplayDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const timeZone = useTimeZone()
  const [form, setForm] = useState(() => ({
    endpoint,
    which: 'FAILED' as 'FAILED' | 'ALL',
    since: localOf(Date.now() - dayMs, timeZone),
    until: '',
  }))
  const set = (changes: Partial<typeof form>): void => setForm({ ...form, ...changes })
  const replay = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/webhook-replay', {
        body: {
          endpoint: form.endpoint || null,
          which: form.which,
          since: String(instantOf(form.since, timeZone)),
          ...(form.until && { until: String(instantOf(form.until, timeZone)) }),
        },
        idempotencyKey: true,
      }),
    onSuccess: () => {
      invalidateFor(client, ['webhook.updated'])
      onClose()
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      size="sm"
      title={t('Send many again')}
      description={t(
        'In the order in which they were made, each with its own webhook-id, so that receivers can drop what they have.',
      )}
      action={t('Send again')}
      onSubmit={() => replay.mutate()}
      isBusy={replay.isPending}
      error={replay.error}
      paths={['endpoint', 'since', 'until']}
    >
      <Field label={t('Which')}>
        {(control) => (
          <Select
            {...control}
            value={form.which}
            choices={[
              { value: 'FAILED', label: t('All that failed') },
              { value: 'ALL', label: t('All, also what was delivered') },
            ]}
            onChoose={(which) => set({ which: which as 'FAILED' | 'ALL' })}
          />
        )}
      </Field>
      <Field label={t('Endpoint')} error={problemAt(replay.error, 'endpoint')}>
        {(control) => (
          <Select
            {...control}
            value={form.endpoint}
            placeholder={t('All')}
            choices={endpoints.map((each) => ({ value: each.id, label: endpointName(each) }))}
            onChoose={(chosen) => set({ endpoint: chosen })}
          />
        )}
      </Field>
      <TextField
        label={t('Made since')}
        error={problemAt(replay.error, 'since')}
        isRequired
        type="datetime-local"
        value={form.since}
        onChange={(text) => set({ since: text })}
      />
      <TextField
        label={t('And before')}
        hint={t('Empty: until now.')}
        error={problemAt(replay.error, 'until')}
        type="datetime-local"
        value={form.until}
        onChange={(text) => set({ until: text })}
      />
    </FormDialog>
  )
}
