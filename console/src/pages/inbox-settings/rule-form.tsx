import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Input, Textarea } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { AssignmentRule } from './assignment-page.tsx'
import { useNumberChoices } from './number-choices.ts'

const blank = {
  name: '',
  whatsappPhoneNumberId: null as string | null,
  procedure: null as string | null,
  strategy: 'ROUND_ROBIN' as AssignmentRule['strategy'],
  users: [] as string[],
  pods: [] as string[],
  skills: [] as string[],
  mostChats: null as number | null,
  awayMessage: null as string | null,
  isActive: true,
}

const fields = Object.keys(blank) as (keyof typeof blank)[]

const editable = (rule: AssignmentRule): typeof blank =>
  Object.fromEntries(fields.map((field) => [field, rule[field]])) as typeof blank

/** Whose chats a rule gives to whom, and how it chooses. */
export function RuleForm({ rule, close }: { rule: AssignmentRule | null; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const numbers = useNumberChoices()
  const [form, setForm] = useState(rule ? editable(rule) : blank)
  const set = (changes: Partial<typeof blank>): void => setForm({ ...form, ...changes })
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: (): Promise<unknown> =>
      rule
        ? api.call('PUT /v1/ext/assignment-rule/{ruleId}', {
            path: { ruleId: rule.id },
            body: form,
            ifMatch: rule.version,
          })
        : api.call('POST /v1/ext/assignment-rule', { body: form, idempotencyKey: true }),
    onSuccess: close,
    onSettled: () => invalidateFor(client, ['assignment_rule.']),
  })
  return (
    <FormDialog
      title={rule ? t('Change {{name}}', { name: rule.name }) : t('New rule')}
      onClose={close}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={fields}
    >
      <Field label={t('Name')} error={problemAt(save.error, 'name')} isRequired>
        {(control) => <Input {...control} value={form.name} onChange={({ target }) => set({ name: target.value })} />}
      </Field>
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label={t('Chats with the number')} error={problemAt(save.error, 'whatsappPhoneNumberId')}>
          {(control) => (
            <Select
              {...control}
              value={form.whatsappPhoneNumberId ?? ''}
              placeholder={t('Any')}
              choices={numbers}
              onChoose={(value) => set({ whatsappPhoneNumberId: value || null })}
            />
          )}
        </Field>
        <Field label={t('Their process')} error={problemAt(save.error, 'procedure')}>
          {(control) => (
            <Select
              {...control}
              value={form.procedure ?? ''}
              placeholder={t('Any, or none')}
              choices={model.procedures.map(({ id, name }) => ({ value: id, label: name }))}
              onChoose={(value) => set({ procedure: value || null })}
            />
          )}
        </Field>
      </div>
      <Field label={t('Go to the users')} hint={t('None chosen: to all of the pods and skills below.')}>
        {(control) => (
          <Combobox
            control={control}
            isMultiple
            placeholder={t('Anybody')}
            chosen={form.users}
            options={model.users
              .filter(({ isActive }) => isActive)
              .map(({ user, displayName, username }) => ({ value: user, label: displayName, keywords: [username] }))}
            onChoose={(users) => set({ users })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label={t('In one of the pods')}>
          {(control) => (
            <Combobox
              control={control}
              isMultiple
              placeholder={t('Any')}
              chosen={form.pods}
              options={model.pods.map(({ id, name }) => ({ value: id, label: name }))}
              onChoose={(pods) => set({ pods })}
            />
          )}
        </Field>
        <Field label={t('With all of the skills')}>
          {(control) => (
            <Combobox
              control={control}
              isMultiple
              placeholder={t('Any')}
              chosen={form.skills}
              options={model.skills.map(({ id, name }) => ({ value: id, label: name }))}
              onChoose={(skills) => set({ skills })}
            />
          )}
        </Field>
        <Field label={t('How')}>
          {(control) => (
            <Select
              {...control}
              value={form.strategy}
              choices={[
                { value: 'ROUND_ROBIN', label: t('Each in turn') },
                { value: 'LEAST_LOADED', label: t('Whoever has the fewest open chats') },
              ]}
              onChoose={(strategy) => set({ strategy: strategy as AssignmentRule['strategy'] })}
            />
          )}
        </Field>
        <Field
          label={t('Open chats a user may have')}
          hint={t('Empty: any number.')}
          error={problemAt(save.error, 'mostChats')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              value={form.mostChats ?? ''}
              onChange={({ target }) => set({ mostChats: target.value === '' ? null : Number(target.value) })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('Away message')}
        hint={t('What a customer is told, once an absence, while nobody is there. Empty: nothing.')}
        error={problemAt(save.error, 'awayMessage')}
      >
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            value={form.awayMessage ?? ''}
            onChange={({ target }) => set({ awayMessage: target.value || null })}
          />
        )}
      </Field>
      <Switch isOn={form.isActive} onSwitch={(isActive) => set({ isActive })}>
        {t('The rule is on')}
      </Switch>
    </FormDialog>
  )
}
