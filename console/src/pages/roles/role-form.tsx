import type { Role } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Section } from '../../ui/page.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.ts'
import { ProcedureReach } from './procedure-reach.tsx'
import { permissionGroups, roleTypeName } from './role-words.ts'

export type RoleDraft = Pick<Role, 'name' | 'description' | 'roleType' | 'permissions'> & {
  procedures: Pick<Role['procedures'][number], 'procedure' | 'read' | 'write'>[]
}

/** Makes a role (no id), or changes one. */
export function RoleForm({ id, role }: { id: string | null; role: RoleDraft }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { role: own } = useSession()
  const [draft, setDraft] = useState<RoleDraft>({
    name: role.name,
    description: role.description,
    roleType: role.roleType,
    permissions: role.permissions,
    procedures: role.procedures.map(({ procedure, read, write }) => ({ procedure, read, write })),
  })
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: async () => {
      if (id === null) await api.call('POST /v1/ext/role', { body: draft })
      else await api.call('PUT /v1/ext/role/{role}', { path: { role: id }, body: draft })
    },
    onSuccess: () => {
      invalidateFor(client, ['model.changed'])
      tell(t('Saved'))
      void navigate({ to: '/admin/roles' })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  const toggle = (permission: Role['permissions'][number], isOn: boolean): void =>
    setDraft({
      ...draft,
      permissions: isOn ? [...draft.permissions, permission] : draft.permissions.filter((each) => each !== permission),
    })
  return (
    <form onSubmit={submit}>
      <Section title={t('Role')}>
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <TextField
            label={t('Name')}
            error={problemAt(save.error, 'name')}
            isRequired
            autoFocus={id === null}
            value={draft.name}
            onChange={(text) => setDraft({ ...draft, name: text })}
          />
          <Field
            label={t('Standing')}
            hint={t('Nobody gives a higher one than their own.')}
            error={problemAt(save.error, 'roleType')}
          >
            {(control) => (
              <Select
                {...control}
                value={draft.roleType}
                choices={(['USER', 'MANAGER', 'ADMIN'] as const).map((value) => ({
                  value,
                  label: roleTypeName(t, value),
                }))}
                onChoose={(roleType) => setDraft({ ...draft, roleType: roleType as Role['roleType'] })}
              />
            )}
          </Field>
          <div className="col-span-full">
            <TextField
              label={t('Description')}
              error={problemAt(save.error, 'description')}
              value={draft.description}
              onChange={(text) => setDraft({ ...draft, description: text })}
            />
          </div>
        </div>
      </Section>
      <Section
        title={t('Reach')}
        description={t('How far the role reads and writes. The line of a procedure wins over that of every procedure.')}
      >
        <ProcedureReach entries={draft.procedures} onChange={(procedures) => setDraft({ ...draft, procedures })} />
      </Section>
      <Section title={t('Permissions')} description={t('What your own role lacks you cannot give.')}>
        <div className="grid grid-cols-3 gap-6 max-md:grid-cols-1">
          {permissionGroups(t).map(({ label, permissions }) => (
            <fieldset key={label}>
              <legend className="mb-2 font-medium text-[13px] text-ink-soft">{label}</legend>
              <div className="flex flex-col gap-2">
                {permissions.map(({ value, label: name }) => (
                  <Checkbox
                    key={value}
                    checked={draft.permissions.includes(value)}
                    disabled={!own.permissions.includes(value) && !draft.permissions.includes(value)}
                    onChange={(event) => toggle(value, event.target.checked)}
                  >
                    {name}
                    <code className="block font-mono text-[11px] text-ink-soft">{value}</code>
                  </Checkbox>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
      </Section>
      <FormProblems error={save.error} paths={['name', 'description', 'roleType']} />
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => void navigate({ to: '/admin/roles' })}>{t('Cancel')}</Button>
        <Button type="submit" look="primary" isBusy={save.isPending}>
          {t('Save')}
        </Button>
      </div>
    </form>
  )
}
