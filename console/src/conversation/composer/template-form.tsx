import { type Chat, type MessageTemplate, NadiError } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, SendHorizontal } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { fillingOf, type TemplateValues } from '../../templates/filling.ts'
import { TemplateFields } from '../../templates/template-fields.tsx'
import { TemplatePhone } from '../../templates/template-phone.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { SendLater } from './send-later.tsx'
import { useProcessValues } from './use-process-values.ts'

interface TemplateFormProps {
  chat: Chat
  template: MessageTemplate
  done: () => void
  back: () => void
}

const send = 'POST /v1/ext/plugin/whatsapp/{pluginId}/phoneNumber/{phoneNumber}/send-template-message'

/** Fills one template for a chat; what its process knows stands there already. */
export function TemplateForm({ chat, template, done, back }: TemplateFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fromProcess = useProcessValues(chat, template)
  const [typed, setTyped] = useState<TemplateValues>({})
  const [isInsisting, setInsisting] = useState(false)
  // what is sent again after no answer came is the same send
  const key = useRef(crypto.randomUUID())
  const filling = useDeferredValue(fillingOf(template.parameters, { ...fromProcess, ...typed }))
  const preview = useQuery({
    ...callOf('POST /v1/ext/plugin/whatsapp/{pluginId}/templates/{templateId}/preview', {
      path: { pluginId: chat.plugin, templateId: template.id },
      body: filling,
    }),
    placeholderData: (before) => before,
  })
  const sending = useMutation({
    mutationFn: (scheduledFor: number | undefined) =>
      api.call(send, {
        path: { pluginId: chat.plugin, phoneNumber: chat.contact?.waId ?? '' },
        body: {
          ...fillingOf(template.parameters, { ...fromProcess, ...typed }),
          whatsappPhoneNumberId: chat.whatsappPhoneNumberId,
          templateName: template.name,
          language: template.language,
          ...(isInsisting && { sendToOptedOut: true }),
          ...(scheduledFor !== undefined && { scheduledFor }),
        },
        idempotencyKey: key.current,
      }),
    meta: { showsErrors: true },
    onSuccess: done,
    onError: (error) => {
      if (error instanceof NadiError) key.current = crypto.randomUUID()
    },
    onSettled: () => invalidateFor(client, ['message.', 'chat.']),
  })
  const isOptedOut =
    sending.error instanceof NadiError && sending.error.problems.some(({ code }) => code === 'opted_out')
  const shown = preview.data?.data
  const isReady = shown !== undefined && shown.problems.length === 0 && !preview.isPlaceholderData
  return (
    <form
      className="flex min-w-0 flex-1 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) sending.mutate(undefined)
      }}
    >
      <Button look="ghost" size="sm" icon={ChevronLeft} onClick={back} className="self-start sm:hidden">
        {t('Templates')}
      </Button>
      <div className="grid flex-1 grid-cols-2 content-start gap-5 max-lg:grid-cols-1">
        <div className="flex flex-col gap-3">
          <h3 className="font-semibold">{template.name}</h3>
          {template.parameters.length === 0 && (
            <p className="text-ink-soft">{t('This template has nothing to fill.')}</p>
          )}
          <TemplateFields
            template={template}
            values={{ ...fromProcess, ...typed }}
            setValue={(name, value) => setTyped((known) => ({ ...known, [name]: value }))}
          />
          {shown?.problems
            .filter(({ code }) => code !== 'missing_parameter')
            .map(({ message, hint }) => (
              <p key={message} className="text-[12.5px] text-danger">
                {message} {hint}
              </p>
            ))}
          <FormProblems error={sending.error} />
          {isOptedOut && (
            <Checkbox checked={isInsisting} onChange={({ target }) => setInsisting(target.checked)}>
              {t('Send it although the customer does not want such messages')}
            </Checkbox>
          )}
        </div>
        {shown ? <TemplatePhone rendered={shown.rendered} /> : <Skeleton className="h-48" />}
      </div>
      <div className="flex items-center justify-end gap-1">
        <SendLater isDisabled={!isReady} latest={null} send={(at) => sending.mutate(at)} />
        <Button type="submit" look="primary" icon={SendHorizontal} disabled={!isReady} isBusy={sending.isPending}>
          {t('Send the template')}
        </Button>
      </div>
    </form>
  )
}
