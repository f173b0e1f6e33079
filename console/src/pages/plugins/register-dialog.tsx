import type { WhatsAppPhoneNumber } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { graphVersion } from '../../../../server/src/whatsapp/graph/version.ts'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
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
    <FormDialog
      isOpen={number !== null}
      onClose={close}
      title={t('Register {{number}}', { number: number?.displayPhoneNumber ?? '' })}
      size="sm"
      action={t('Register')}
      onSubmit={() => {
        if (number) register.mutate(number.id)
      }}
      isBusy={register.isPending}
      error={register.error}
    >
      <TextField
        label={t('PIN')}
        hint={t('Six digits: the number’s own where it has two-step verification, else one of your choice to keep.')}
        isRequired
        inputMode="numeric"
        autoComplete="off"
        pattern="[0-9]{6}"
        title={t('Six digits')}
        value={pin}
        onChange={setPin}
      />
    </FormDialog>
  )
}
