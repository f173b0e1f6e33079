import { NadiError } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { callOf } from '../../api/query.ts'
import { isSomebodyElse } from '../../app/session.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SignInFrame } from './frame.tsx'
import { nextPlace } from './next-place.ts'
import { refusalOf } from './refusals.ts'

const asks = (error: unknown, code: string): boolean =>
  error instanceof NadiError && error.problems.some((problem) => problem.code === code)

export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const {
    next,
    error: refused,
    teams,
  } = useSearch({ strict: false }) as {
    next?: string
    error?: string
    teams?: string
  }
  const options = useQuery(callOf('GET /v1/ext/sign-in-options'))
  const [form, setForm] = useState({ username: '', password: '', code: '', team: '' })
  const signIn = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/session', {
        body: {
          username: form.username,
          password: form.password,
          ...(form.code && { code: form.code }),
          ...(form.team && { team: form.team }),
        },
      }),
    onSuccess: ({ data }) => {
      if (isSomebodyElse(data)) return location.assign(nextPlace(next))
      client.clear()
      void navigate({ to: nextPlace(next) })
    },
  })
  const set =
    (field: keyof typeof form) =>
    (text: string): void =>
      setForm({ ...form, [field]: text })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate()
  }
  const needsCode = asks(signIn.error, 'second_factor_needed') || form.code !== ''
  const needsTeam = asks(signIn.error, 'team_needed') || form.team !== ''
  const { oidc, resetByMail } = options.data?.data ?? {}
  return (
    <SignInFrame title={t('Sign in')}>
      {refused && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
          {refusalOf(t, refused)}
        </p>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t('E-mail address')}
          isRequired
          type="email"
          autoComplete="username"
          autoFocus
          value={form.username}
          onChange={set('username')}
        />
        <PasswordField label={t('Password')} value={form.password} onChange={set('password')} />
        {needsTeam && (
          <TextField
            label={t('Team')}
            hint={t('Several teams know this address: the short id of the one you want.')}
            isRequired
            value={form.team}
            onChange={set('team')}
          />
        )}
        {needsCode && (
          <TextField
            label={t('Code')}
            hint={t('From your authenticator, or one of your recovery codes.')}
            isRequired
            autoComplete="one-time-code"
            autoFocus
            value={form.code}
            onChange={set('code')}
          />
        )}
        <FormProblems error={signIn.error} />
        <Button type="submit" look="primary" isBusy={signIn.isPending}>
          {t('Sign in')}
        </Button>
      </form>
      {oidc &&
        (teams ? (
          teams.split(',').map((team) => (
            <a key={team} href={`/v1/ext/session/oidc?team=${encodeURIComponent(team)}`} className={buttonLook()}>
              {t('Sign in with {{provider}} to {{team}}', { provider: oidc.name, team })}
            </a>
          ))
        ) : (
          <a href="/v1/ext/session/oidc" className={buttonLook()}>
            {t('Sign in with {{provider}}', { provider: oidc.name })}
          </a>
        ))}
      {resetByMail && (
        <Link to="/forgotten-password" className="text-center text-accent-text hover:underline">
          {t('Forgotten your password?')}
        </Link>
      )}
    </SignInFrame>
  )
}
