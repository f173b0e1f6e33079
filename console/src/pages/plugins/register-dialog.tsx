import type { WhatsAppPhoneNumber } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { graphVersion } from '../../../../server/src/whatsapp/graph/version.ts'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { tell } from '../../ui/toast.ts'

interface RegisterDialogProps {
  pluginId: string
  /** null: nothing is asked */
  number: WhatsAppPhoneNumber | null
  onClose: () => void
}

/** Lets a number send and receive; Meta asks for the PIN again when the number is registered elsewhere. */
export function RegisterDialog({ pluginId, number, onClose }: RegisterDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const formId = useId()
  const [pin, setPin] = useState('')
  const register = useMutation({
    meta: { showsErrors: true },
    mutationFn: async (objectId: string) => {
      await api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{objectId}/{edge}', {
        path: { pluginId, version: graphVersion, objectId, edge: 'register' },
        query: {},
        body: { messaging_product: 'whatsapp', pin },
      })
      await api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/check', { path: { pluginId } })
    },
    onSuccess: () => {
      tell(t('{{number}} is registered.', { number: number?.displayPhoneNumber ?? '' }))
      close()
    },
    onSettled: () => invalidateFor(client, ['plugin.updated']),
  })
  const close = (): void => {
    setPin('')
    register.reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={number !== null}
      onClose={close}
      title={t('Register {{number}}', { number: number?.displayPhoneNumber ?? '' })}
      size="sm"
      footer={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={register.isPending}>
            {t('Register')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (number) register.mutate(number.id)
        }}
      >
        <Field
          label={t('PIN')}
          hint={t('Six digits: the number’s own where it has two-step verification, else one of your choice to keep.')}
          isRequired
        >
          {(control) => (
            <Input
              {...control}
              required
              inputMode="numeric"
              autoComplete="off"
              pattern="[0-9]{6}"
              title={t('Six digits')}
              value={pin}
              onChange={({ target }) => setPin(target.value)}
            />
          )}
        </Field>
        <FormProblems error={register.error} />
      </form>
    </Dialog>
  )
}
