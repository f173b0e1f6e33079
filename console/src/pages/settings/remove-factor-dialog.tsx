import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'

export function RemoveFactorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const formId = useId()
  const [password, setPassword] = useState('')
  const remove = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('DELETE /v1/ext/session/second-factor', { body: { password } }),
    onSuccess: onClose,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    remove.mutate()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('Turn off the second factor?')}
      description={t('From then on your password alone opens your account.')}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="danger" type="submit" form={formId} isBusy={remove.isPending}>
            {t('Turn off')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label={t('Password')} error={problemAt(remove.error, 'password')} isRequired>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              autoFocus
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <FormProblems error={remove.error} paths={['password']} />
      </form>
    </Dialog>
  )
}
