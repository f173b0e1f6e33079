import type { WebhookEndpoint } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormProblems } from '../../../ui/form-problems.tsx'
import { Input } from '../../../ui/input.tsx'
import { problemAt } from '../../../ui/problems.ts'
import { Select } from '../../../ui/select.tsx'
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
  const formId = useId()
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
    <Dialog
      isOpen
      onClose={onClose}
      size="sm"
      title={t('Send many again')}
      description={t(
        'In the order in which they were made, each with its own webhook-id, so that receivers can drop what they have.',
      )}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={replay.isPending}>
            {t('Send again')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          replay.mutate()
        }}
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
        <Field label={t('Made since')} error={problemAt(replay.error, 'since')} isRequired>
          {(control) => (
            <Input
              {...control}
              required
              type="datetime-local"
              value={form.since}
              onChange={({ target }) => set({ since: target.value })}
            />
          )}
        </Field>
        <Field label={t('And before')} hint={t('Empty: until now.')} error={problemAt(replay.error, 'until')}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={form.until}
              onChange={({ target }) => set({ until: target.value })}
            />
          )}
        </Field>
        <FormProblems error={replay.error} paths={['endpoint', 'since', 'until']} />
      </form>
    </Dialog>
  )
}
