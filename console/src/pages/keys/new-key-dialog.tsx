import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateCalls } from '../../api/invalidate.ts'
import { useSession } from '../../app/session.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemAt } from '../../ui/problems.ts'
import { SecretShown } from '../../ui/secret-shown.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

const nobody = 'nobody'

/** Makes a key and shows its secret this once. */
export function NewKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { role, user } = useSession()
  const model = useTeamModel()
  const blank = { name: '', description: '', role: role.name, user: user.username, requestsPerMinute: '' }
  const [form, setForm] = useState(blank)
  const make = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/key', {
        idempotencyKey: true,
        body: {
          name: form.name,
          description: form.description,
          role: form.role,
          user: form.user === nobody ? null : form.user,
          requestsPerMinute: form.requestsPerMinute === '' ? null : Number(form.requestsPerMinute),
        },
      }),
    onSuccess: () => invalidateCalls(client, 'GET /v1/ext/keys'),
  })
  const close = (): void => {
    setForm(blank)
    make.reset()
    onClose()
  }
  const secret = make.data?.data.key
  if (secret) {
    return (
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={t('Copy the key now')}
        description={t('It is shown this once: only its fingerprint is kept.')}
        footer={
          <Button look="primary" onClick={close}>
            {t('I have copied it')}
          </Button>
        }
      >
        <SecretShown label={t('API key')} value={secret} copy={t('Copy the key')} />
        <p className="mt-3 text-ink-soft">
          <Link to="/explorer" className="text-accent-text hover:underline">
            {t('Try it in the API explorer')}
          </Link>
        </p>
      </Dialog>
    )
  }
  const set =
    (field: keyof typeof form) =>
    (text: string): void =>
      setForm({ ...form, [field]: text })
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      title={t('New API key')}
      action={t('Make the key')}
      onSubmit={() => make.mutate()}
      isBusy={make.isPending}
      error={make.error}
      paths={['name', 'description', 'role', 'user', 'requestsPerMinute']}
    >
      <TextField
        label={t('Name')}
        hint={t('Of the program that will use it.')}
        error={problemAt(make.error, 'name')}
        isRequired
        autoFocus
        value={form.name}
        onChange={set('name')}
      />
      <TextField
        label={t('Description')}
        error={problemAt(make.error, 'description')}
        value={form.description}
        onChange={set('description')}
      />
      <Field
        label={t('Role')}
        hint={t('Nobody gives more than they hold themselves.')}
        error={problemAt(make.error, 'role')}
        isRequired
      >
        {(control) => (
          <Select
            {...control}
            value={form.role}
            choices={model.roles.map(({ name }) => ({ value: name, label: name }))}
            onChoose={(name) => setForm({ ...form, role: name })}
          />
        )}
      </Field>
      <Field
        label={t('In the name of')}
        hint={t('Who stands in the history for what the key does.')}
        error={problemAt(make.error, 'user')}
      >
        {(control) => (
          <Combobox
            control={control}
            options={[
              { value: nobody, label: t('Nobody') },
              ...model.users.map(({ username, displayName }) => ({
                value: username,
                label: displayName,
                note: username,
              })),
            ]}
            chosen={[form.user]}
            onChoose={([chosen]) => setForm({ ...form, user: chosen ?? form.user })}
          />
        )}
      </Field>
      <TextField
        label={t('Requests a minute')}
        hint={t('Empty: what the server grants every key.')}
        error={problemAt(make.error, 'requestsPerMinute')}
        type="number"
        min={1}
        value={form.requestsPerMinute}
        onChange={set('requestsPerMinute')}
      />
    </FormDialog>
  )
}
