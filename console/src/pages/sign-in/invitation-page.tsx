import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SignInFrame } from './frame.tsx'

/** Where the link of an invitation, or of a forgotten password, leads. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const invitation = useQuery(callOf('GET /v1/ext/invitation/{token}', { path: { token } }))
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const accept = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/invitation/{token}', { path: { token }, body: { password, ...(code && { code }) } }),
    onSuccess: () => {
      client.clear()
      void navigate({ to: '/' })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    accept.mutate()
  }
  if (invitation.isError) {
    return (
      <SignInFrame title={t('This link is not good any more')}>
        <FormProblems error={invitation.error} />
        <Link to="/sign-in" className="text-accent-text hover:underline">
          {t('Sign in')}
        </Link>
      </SignInFrame>
    )
  }
  if (!invitation.data) {
    return (
      <SignInFrame title={t('Choose a password')}>
        <Skeleton className="h-24" />
      </SignInFrame>
    )
  }
  return (
    <SignInFrame
      title={t('Choose a password')}
      description={t('For {{username}}, with which you sign in.', { username: invitation.data.data.username })}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PasswordField
          label={t('Password')}
          value={password}
          onChange={setPassword}
          error={problemAt(accept.error, 'password')}
          isNew
          isFocused
        />
        {invitation.data.data.needsSecondFactor && (
          <TextField
            label={t('Code')}
            hint={t('From your authenticator, or one of your recovery codes.')}
            error={problemAt(accept.error, 'code')}
            isRequired
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
          />
        )}
        <FormProblems error={accept.error} paths={['password', 'code']} />
        <Button type="submit" look="primary" isBusy={accept.isPending}>
          {t('Save and sign in')}
        </Button>
      </form>
    </SignInFrame>
  )
}
