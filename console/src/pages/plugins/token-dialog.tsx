import type { Plugin } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { tell } from '../../ui/toast.ts'

interface TokenDialogProps {
  plugin: Plugin
  isOpen: boolean
  onClose: () => void
}

const blank = { accessToken: '', appId: '', appSecret: '' }
const paths = Object.keys(blank)

/** A new token or app secret, tried at Meta before it is kept; for a disconnected account it connects again. */
export function TokenDialog({ plugin, isOpen, onClose }: TokenDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form, setForm] = useState(blank)
  const isConnected = plugin.status === 'CONNECTED'
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => {
      const given = Object.entries(form).filter(([, value]) => value !== '')
      return api.call('PUT /v1/ext/plugin/whatsapp/{pluginId}', {
        path: { pluginId: plugin.id },
        body: Object.fromEntries(given) as Partial<typeof form>,
      })
    },
    onSuccess: ({ data }) => {
      invalidateFor(client, ['plugin.updated'])
      tell(t('Meta takes it: {{name}} is connected.', { name: data.name }))
      close()
    },
  })
  const close = (): void => {
    setForm(blank)
    save.reset()
    onClose()
  }
  const field = (name: keyof typeof blank) => ({
    value: form[name],
    autoComplete: 'off',
    className: 'font-mono',
    onChange: ({ target }: { target: HTMLInputElement }) => setForm({ ...form, [name]: target.value.trim() }),
  })
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      title={isConnected ? t('Change the access token') : t('Connect again')}
      description={t('It is tried at Meta first, kept encrypted, and never shown again.')}
      action={isConnected ? t('Save') : t('Connect')}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={paths}
      isBlocked={Object.values(form).every((value) => value === '')}
    >
      <Field
        label={t('Access token')}
        hint={isConnected && t('Empty: as before.')}
        error={problemAt(save.error, 'accessToken')}
        isRequired={!isConnected}
      >
        {(control) => <Input {...control} {...field('accessToken')} type="password" required={!isConnected} />}
      </Field>
      <Field
        label={t('App id')}
        hint={plugin.appId ? t('Empty: {{id}}, as before.', { id: plugin.appId }) : t('Not known yet.')}
        error={problemAt(save.error, 'appId')}
      >
        {(control) => <Input {...control} {...field('appId')} inputMode="numeric" pattern="[0-9]{1,32}" />}
      </Field>
      <Field
        label={t('App secret')}
        hint={plugin.hasAppSecret ? t('Empty: as before.') : t('Not known yet: no message can come in without it.')}
        error={problemAt(save.error, 'appSecret')}
      >
        {(control) => <Input {...control} {...field('appSecret')} type="password" />}
      </Field>
    </FormDialog>
  )
}
