import type { WebhookEndpoint } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Combobox, type Option } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

type Choice = Pick<WebhookEndpoint, 'kind' | 'events' | 'procedures' | 'statusForm'>

interface EventChoicesProps {
  form: Choice
  set: (changes: Partial<Choice>) => void
  error: string | undefined
}

/** Which events an endpoint gets, and in which form. */
export function EventChoices({ form, set, error }: EventChoicesProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const { kind, events, procedures, statusForm } = form
  const known = optionsOf(t, kind)
  const others = events.filter((event) => !known.some(({ value }) => value === event))
  return (
    <>
      <Field
        label={kind === 'PASS_THROUGH' ? t('Beside Meta’s events') : t('Events')}
        error={error}
        isRequired={kind !== 'PASS_THROUGH'}
      >
        {(control) => (
          <Combobox
            control={control}
            isMultiple
            placeholder={t('None')}
            options={[...known, ...others.map((event) => ({ value: event, label: event }))]}
            chosen={events}
            onChoose={(chosen) => set({ events: chosen })}
          />
        )}
      </Field>
      {kind === 'EVENTS' && (
        <Field label={t('Of procedures')} hint={t('Events that belong to no procedure come in any case.')}>
          {(control) => (
            <Combobox
              control={control}
              isMultiple
              placeholder={t('All')}
              options={model.procedures.map(({ id, name }) => ({ value: id, label: name }))}
              chosen={procedures ?? []}
              onChoose={(chosen) => set({ procedures: chosen.length === 0 ? null : chosen })}
            />
          )}
        </Field>
      )}
      {kind === 'CHAKRA' && (
        <Field label={t('Form of status events')}>
          {(control) => (
            <Select
              {...control}
              value={statusForm}
              choices={[
                { value: 'STATUS', label: t('status, in small letters') },
                { value: 'DELIVERY_STATUS', label: t('deliveryStatus, the older form in capitals') },
              ]}
              onChoose={(chosen) => set({ statusForm: chosen as Choice['statusForm'] })}
            />
          )}
        </Field>
      )}
    </>
  )
}

function optionsOf(t: TFunction, kind: WebhookEndpoint['kind']): Option[] {
  const echoes = [
    { value: 'message_echo', label: t('Messages sent from here') },
    { value: 'smb_message_echo', label: t('Messages sent from the business’s phone') },
  ]
  if (kind === 'CHAKRA') {
    return [
      { value: 'message', label: t('Messages') },
      { value: 'status', label: t('Sent, delivered, read') },
      ...echoes,
    ]
  }
  if (kind === 'PASS_THROUGH') {
    return [...echoes, { value: 'send_message_template', label: t('A notice of each template that is sent') }]
  }
  return [
    { value: '*', label: t('Everything') },
    { value: 'process.*', label: t('Processes') },
    { value: 'process.created', label: t('A process was created') },
    { value: 'process.updated', label: t('A process was updated') },
    { value: 'process.deleted', label: t('A process was deleted') },
    { value: 'task.*', label: t('Tasks') },
    { value: 'record.*', label: t('Records') },
    { value: 'chat.*', label: t('Chats') },
    { value: 'message.*', label: t('Messages') },
    { value: 'contact.*', label: t('Contacts') },
    { value: 'template.*', label: t('Templates') },
    { value: 'plugin.*', label: t('WhatsApp accounts') },
    { value: 'user.*', label: t('Users') },
  ].map((option) => (option.value === '*' ? option : { ...option, note: option.value }))
}
