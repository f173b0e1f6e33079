import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/page.tsx'
import { problemAt } from '../../ui/problems.ts'
import { tell } from '../../ui/toast.ts'

export function PasswordSection() {
  const { t } = useTranslation()
  const [form, setForm] = useState({ current: '', password: '' })
  const change = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('PUT /v1/ext/session/password', { body: form }),
    onSuccess: () => {
      setForm({ current: '', password: '' })
      tell(t('The password was changed. You are signed out everywhere else.'))
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Section title={t('Password')} description={t('Changing it signs you out on every other device.')}>
      <form onSubmit={submit} className="grid max-w-2xl grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label={t('Present password')} error={problemAt(change.error, 'current')} isRequired>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={form.current}
              onChange={(event) => setForm({ ...form, current: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('New password')}
          hint={t('At least 10 characters.')}
          error={problemAt(change.error, 'password')}
          isRequired
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              required
              minLength={10}
              value={form.password}
              onChange={(event) => setForm({ ...form, password: event.target.value })}
            />
          )}
        </Field>
        <div className="col-span-full flex flex-col items-start gap-3">
          <FormProblems error={change.error} paths={['current', 'password']} />
          <Button type="submit" isBusy={change.isPending}>
            {t('Change the password')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
