import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SignInFrame } from './frame.tsx'

export function Page() {
  const { t } = useTranslation()
  const [username, setUsername] = useState('')
  const ask = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('POST /v1/ext/password-reset', { body: { username } }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <SignInFrame
      title={t('Forgotten password')}
      description={t('We send you a link with which you choose a new one. It is good for an hour.')}
    >
      {ask.isSuccess ? (
        <p role="status" className="rounded-md bg-success-soft px-3 py-2 text-success">
          {t('If {{address}} is known here, the link is on its way.', { address: username })}
        </p>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label={t('E-mail address')}
            isRequired
            type="email"
            autoComplete="username"
            autoFocus
            value={username}
            onChange={setUsername}
          />
          <FormProblems error={ask.error} />
          <Button type="submit" look="primary" isBusy={ask.isPending}>
            {t('Send the link')}
          </Button>
        </form>
      )}
      <Link to="/sign-in" className="text-center text-accent-text hover:underline">
        {t('Back to signing in')}
      </Link>
    </SignInFrame>
  )
}
