import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Section } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
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
        <PasswordField
          label={t('Present password')}
          value={form.current}
          onChange={(password) => setForm({ ...form, current: password })}
          error={problemAt(change.error, 'current')}
        />
        <PasswordField
          label={t('New password')}
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
          error={problemAt(change.error, 'password')}
          isNew
        />
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
