import type { Team } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { readAgainFor } from '../../api/invalidate.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Section } from '../../ui/page.tsx'
import { problemAt } from '../../ui/problems.ts'
import { TextField } from '../../ui/text-field.tsx'
import { timeZones } from '../../ui/time-zones.ts'
import { tell } from '../../ui/toast.ts'

const firstColor = '#0f766e'

export function TeamForm({ team }: { team: Team }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form, setForm] = useState({
    name: team.name,
    timeZone: team.timeZone,
    callingCode: team.callingCode,
    branding: team.branding,
  })
  const { branding } = form
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('PUT /v1/ext/team', { body: form }),
    onSuccess: async () => {
      await readAgainFor(client, ['model.changed'])
      tell(t('Saved'))
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  const brand = (changes: Partial<Team['branding']>): void =>
    setForm({ ...form, branding: { ...branding, ...changes } })
  return (
    <form onSubmit={submit}>
      <Section title={t('Team')}>
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <TextField
            label={t('Name')}
            error={problemAt(save.error, 'name')}
            isRequired
            maxLength={120}
            value={form.name}
            onChange={(text) => setForm({ ...form, name: text })}
          />
          <Field
            label={t('Time zone')}
            hint={t('Of times that come without one. What is stored stays.')}
            error={problemAt(save.error, 'timeZone')}
          >
            {(control) => (
              <Combobox
                control={control}
                options={timeZones}
                chosen={[form.timeZone]}
                onChoose={([timeZone]) => timeZone && setForm({ ...form, timeZone })}
              />
            )}
          </Field>
          <TextField
            label={t('Calling code')}
            hint={t('Of phone numbers that are written without one, such as 91.')}
            error={problemAt(save.error, 'callingCode')}
            inputMode="numeric"
            pattern="[0-9]{1,4}"
            title={t('1 to 4 digits')}
            value={form.callingCode}
            onChange={(text) => setForm({ ...form, callingCode: text })}
          />
          <div className="flex flex-col gap-1.5">
            <span className="font-medium text-[13px]">{t('Ids')}</span>
            <Id value={team.shortId} label={t('Copy the short id')} />
            <Id value={team.id} label={t('Copy the id')} />
          </div>
        </div>
      </Section>
      <Section title={t('Branding')} description={t('How the team looks in what it sends.')}>
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <TextField
            label={t('Address of the logo')}
            hint={t('A picture on the web, with https://.')}
            error={problemAt(save.error, 'branding.logoUrl')}
            type="url"
            dir="ltr"
            value={branding.logoUrl ?? ''}
            onChange={(text) => brand({ logoUrl: text || null })}
          />
          <div className="flex items-end gap-4">
            <TextField
              label={t('Colour')}
              error={problemAt(save.error, 'branding.color')}
              type="color"
              value={branding.color ?? firstColor}
              disabled={branding.color === null}
              className="w-24 p-1"
              onChange={(text) => brand({ color: text })}
            />
            <div className="pb-2">
              <Checkbox
                checked={branding.color !== null}
                onChange={(event) => brand({ color: event.target.checked ? firstColor : null })}
              >
                {t('A colour of our own')}
              </Checkbox>
            </div>
          </div>
          {branding.logoUrl && (
            <img
              src={branding.logoUrl}
              alt={t('Logo')}
              className="max-h-20 max-w-60 rounded border border-line object-contain p-2"
            />
          )}
        </div>
      </Section>
      <FormProblems
        error={save.error}
        paths={['name', 'timeZone', 'callingCode', 'branding.logoUrl', 'branding.color']}
      />
      <div className="mt-4 flex justify-end">
        <Button type="submit" look="primary" isBusy={save.isPending}>
          {t('Save')}
        </Button>
      </div>
    </form>
  )
}
