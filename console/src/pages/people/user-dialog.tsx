import type { User } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.ts'
import { LinkDialog, type SentLink } from './link-dialog.tsx'

/** Invites a person (null), or changes one. */
export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const [link, setLink] = useState<SentLink | null>(null)
  const [form, setForm] = useState({
    username: user?.username ?? '',
    firstName: user?.firstName ?? '',
    lastName: user?.lastName ?? '',
    role: user?.role ?? model.roles.find(({ roleType }) => roleType === 'USER')?.id ?? model.roles[0]?.id ?? '',
    pods: user?.pods ?? [],
    skills: user?.skills ?? [],
  })
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: async (): Promise<SentLink | null> => {
      if (user) {
        await api.call('PUT /v1/ext/user/{user}', { path: { user: user.id }, body: form })
        return null
      }
      const { data: made } = await api.call('POST /v1/ext/user', { body: form })
      return (await api.call('POST /v1/ext/user/{user}/invitation', { path: { user: made.id } })).data
    },
    onSuccess: (sent) => {
      invalidateFor(client, ['user.updated'])
      if (sent?.link) return setLink(sent)
      tell(sent ? t('The invitation was sent to {{address}}.', { address: sent.sentTo ?? form.username }) : t('Saved'))
      onClose()
    },
  })
  if (link) return <LinkDialog link={link} name={form.firstName || form.username} onClose={onClose} />
  const choices = (groups: readonly { id: string; name: string }[]) =>
    groups.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <FormDialog
      onClose={onClose}
      title={user ? user.displayName : t('Invite somebody')}
      description={user ? undefined : t('They get a link with which they choose a password.')}
      action={user ? t('Save') : t('Invite')}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['username', 'firstName', 'lastName', 'role', 'pods', 'skills']}
      className="grid grid-cols-2 gap-4 max-sm:grid-cols-1"
    >
      <div className="col-span-full">
        <TextField
          label={t('E-mail address')}
          hint={t('With which they sign in.')}
          error={problemAt(save.error, 'username')}
          isRequired
          type="email"
          autoFocus={!user}
          value={form.username}
          onChange={(text) => setForm({ ...form, username: text })}
        />
      </div>
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
      <Field label={t('Role')} hint={t('What they may see and do.')} error={problemAt(save.error, 'role')} isRequired>
        {(control) => (
          <Select
            {...control}
            value={form.role}
            choices={choices(model.roles)}
            onChoose={(role) => setForm({ ...form, role })}
          />
        )}
      </Field>
      <Field label={t('Pods')} hint={t('Whose work they share.')} error={problemAt(save.error, 'pods')}>
        {(control) => (
          <Combobox
            control={control}
            isMultiple
            options={choices(model.pods)}
            chosen={form.pods}
            onChoose={(pods) => setForm({ ...form, pods })}
          />
        )}
      </Field>
      <Field label={t('Skills')} hint={t('By which chats are given to them.')} error={problemAt(save.error, 'skills')}>
        {(control) => (
          <Combobox
            control={control}
            isMultiple
            options={choices(model.skills)}
            chosen={form.skills}
            onChoose={(skills) => setForm({ ...form, skills })}
          />
        )}
      </Field>
    </FormDialog>
  )
}
