import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateCalls } from '../../api/invalidate.ts'
import { useSession } from '../../app/session.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { SecretShown } from '../../ui/secret-shown.tsx'
import { Select } from '../../ui/select.tsx'

const nobody = 'nobody'

/** Makes a key and shows its secret this once. */
export function NewKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const formId = useId()
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
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    make.mutate()
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
  const set = (field: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [field]: event.target.value })
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('New API key')}
      footer={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form={formId} isBusy={make.isPending}>
            {t('Make the key')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('Name')}
          hint={t('Of the program that will use it.')}
          error={problemAt(make.error, 'name')}
          isRequired
        >
          {(control) => <Input {...control} required autoFocus value={form.name} onChange={set('name')} />}
        </Field>
        <Field label={t('Description')} error={problemAt(make.error, 'description')}>
          {(control) => <Input {...control} value={form.description} onChange={set('description')} />}
        </Field>
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
        <Field
          label={t('Requests a minute')}
          hint={t('Empty: what the server grants every key.')}
          error={problemAt(make.error, 'requestsPerMinute')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              value={form.requestsPerMinute}
              onChange={set('requestsPerMinute')}
            />
          )}
        </Field>
        <FormProblems error={make.error} paths={['name', 'description', 'role', 'user', 'requestsPerMinute']} />
      </form>
    </Dialog>
  )
}
