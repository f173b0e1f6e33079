import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { problemAt } from '../../ui/problems.ts'

export function RemoveFactorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const remove = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('DELETE /v1/ext/session/second-factor', { body: { password } }),
    onSuccess: onClose,
  })
  return (
    <FormDialog
      onClose={onClose}
      title={t('Turn off the second factor?')}
      description={t('From then on your password alone opens your account.')}
      size="sm"
      action={t('Turn off')}
      onSubmit={() => remove.mutate()}
      isBusy={remove.isPending}
      error={remove.error}
      paths={['password']}
      isDanger
    >
      <PasswordField
        label={t('Password')}
        value={password}
        onChange={setPassword}
        error={problemAt(remove.error, 'password')}
        isFocused
      />
    </FormDialog>
  )
}
