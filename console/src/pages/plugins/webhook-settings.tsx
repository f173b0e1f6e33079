import type { Calls } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/page.tsx'
import { problemAt } from '../../ui/problems.ts'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { tell } from '../../ui/toast.ts'

type Settings = Calls['GET /v1/ext/plugin/whatsapp/{pluginId}/config']['data']

/** What leaves for the team's own systems. */
export function WebhookSettings({ pluginId }: { pluginId: string }) {
  const { t } = useTranslation()
  const settings = useQuery(callOf('GET /v1/ext/plugin/whatsapp/{pluginId}/config', { path: { pluginId } }))
  return (
    <Section
      title={t('Webhooks')}
      description={t('Where your own systems get what happens. Each is signed, tried again for a day, and logged.')}
      actions={
        <Link to="/admin/webhooks/deliveries" className="text-accent-text hover:underline">
          {t('Delivery log')}
        </Link>
      }
    >
      {settings.isPending ? (
        <SkeletonRows count={3} />
      ) : settings.isError ? (
        <ErrorState error={settings.error} retry={() => void settings.refetch()} />
      ) : (
        <SettingsForm pluginId={pluginId} saved={settings.data.data} />
      )}
    </Section>
  )
}

function SettingsForm({ pluginId, saved }: { pluginId: string; saved: Settings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [changes, setChanges] = useState<Partial<Settings>>({})
  const form = { ...saved, ...changes }
  const set = (more: Partial<Settings>): void => setChanges({ ...changes, ...more })
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/update-config', { path: { pluginId }, body: changes }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['GET /v1/ext/plugin/whatsapp/{pluginId}/config'] })
      setChanges({})
      invalidateFor(client, ['webhook.updated'])
      tell(t('The webhooks are saved.'))
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  const url = (name: 'passThroughWebhookUrl' | 'chakraWebhookUrl', label: string, hint: string) => (
    <Field label={label} hint={hint} error={problemAt(save.error, name)}>
      {(control) => (
        <Input
          {...control}
          type="url"
          placeholder="https://"
          value={form[name]}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  )
  const events = [
    { value: 'message', label: t('Messages') },
    { value: 'status', label: t('Sent, delivered, read') },
    { value: 'message_echo', label: t('Messages sent from here') },
    { value: 'smb_message_echo', label: t('Messages sent from the business’s phone') },
  ] as const
  const chosen = form.whichChakraWebhookEventsToSend
  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      <div className="grid grid-cols-2 gap-6 max-lg:grid-cols-1">
        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 font-medium">{t('Pass-through')}</legend>
          {url('passThroughWebhookUrl', t('Pass-through URL'), t('Gets every event of Meta as it came. Empty: off.'))}
          <Checkbox
            checked={form.enableMessageEchoesForPassThroughWebhook}
            onChange={({ target }) => set({ enableMessageEchoesForPassThroughWebhook: target.checked })}
          >
            {t('Also the messages that are sent from here')}
          </Checkbox>
          <Checkbox
            checked={form.enableSendMessageTemplateEventForPassThroughWebhook}
            onChange={({ target }) => set({ enableSendMessageTemplateEventForPassThroughWebhook: target.checked })}
          >
            {t('Also a notice of each template that is sent')}
          </Checkbox>
        </fieldset>
        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 font-medium">{t('Chosen events')}</legend>
          <Checkbox
            checked={form.enableChakraWebhook}
            onChange={({ target }) => set({ enableChakraWebhook: target.checked })}
          >
            {t('Send chosen events')}
          </Checkbox>
          {url('chakraWebhookUrl', t('URL of chosen events'), t('Gets the events chosen below, in Nadi’s form.'))}
          {events.map(({ value, label }) => (
            <Checkbox
              key={value}
              checked={chosen.includes(value)}
              onChange={({ target }) =>
                set({
                  whichChakraWebhookEventsToSend: target.checked
                    ? [...chosen, value]
                    : chosen.filter((each) => each !== value),
                })
              }
            >
              {label}
            </Checkbox>
          ))}
        </fieldset>
      </div>
      <FormProblems error={save.error} paths={['passThroughWebhookUrl', 'chakraWebhookUrl']} />
      <div className="flex items-center justify-end gap-3">
        <Button type="submit" look="primary" isBusy={save.isPending} disabled={Object.keys(changes).length === 0}>
          {t('Save the webhooks')}
        </Button>
      </div>
    </form>
  )
}
