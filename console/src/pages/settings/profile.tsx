import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { Section } from '../../ui/page.tsx'
import { problemAt } from '../../ui/problems.ts'
import { TextField } from '../../ui/text-field.tsx'
import { timeZones } from '../../ui/time-zones.ts'
import { tell } from '../../ui/toast.ts'

export function Profile() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user, team } = useSession()
  const [form, setForm] = useState({ firstName: user.firstName, lastName: user.lastName, timezone: user.timezone })
  const save = useMutation({
    mutationFn: () => api.call('PUT /v1/ext/user/{user}', { path: { user: user.id }, body: form }),
    onSuccess: () => {
      tell(t('Saved'))
      invalidateFor(client, ['user.updated'])
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Section title={t('Profile')} description={t('How others see you, and in which time zone you read times.')}>
      <form onSubmit={submit} className="grid max-w-2xl grid-cols-2 gap-4 max-sm:grid-cols-1">
        <TextField
          label={t('First name')}
          error={problemAt(save.error, 'firstName')}
          value={form.firstName}
          onChange={(text) => setForm({ ...form, firstName: text })}
        />
        <TextField
          label={t('Last name')}
          error={problemAt(save.error, 'lastName')}
          value={form.lastName}
          onChange={(text) => setForm({ ...form, lastName: text })}
        />
        <Field
          label={t('Time zone')}
          hint={t('The team works in {{zone}}.', { zone: team.timeZone })}
          error={problemAt(save.error, 'timezone')}
        >
          {(control) => (
            <Combobox
              control={control}
              options={timeZones}
              chosen={form.timezone ? [form.timezone] : []}
              placeholder={t("The team's")}
              onChoose={([timezone = null]) => setForm({ ...form, timezone })}
            />
          )}
        </Field>
        <div className="col-span-full">
          <Button type="submit" look="primary" isBusy={save.isPending}>
            {t('Save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
