import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { problemAt } from '../../ui/problems.ts'
import { SignInFrame } from './frame.tsx'
import { nextPlace } from './next-place.ts'

/** A password that somebody else knows, such as the one that the first start prints, is changed before anything else. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('PUT /v1/ext/session/password', { body: { current, password } }),
    onSuccess: () => {
      client.clear()
      void navigate({ to: nextPlace(next) })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <SignInFrame
      title={t('Choose a password')}
      description={t('The one you signed in with was made for you. Replace it by one that only you know.')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PasswordField
          label={t('The password you signed in with')}
          value={current}
          onChange={setCurrent}
          error={problemAt(change.error, 'current')}
          isFocused
        />
        <PasswordField
          label={t('New password')}
          value={password}
          onChange={setPassword}
          error={problemAt(change.error, 'password')}
          isNew
        />
        <FormProblems error={change.error} paths={['current', 'password']} />
        <Button type="submit" look="primary" isBusy={change.isPending}>
          {t('Change the password')}
        </Button>
      </form>
    </SignInFrame>
  )
}
