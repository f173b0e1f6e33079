import type { Contact } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/states.tsx'
import { Consents } from './consents.tsx'
import { SideSection } from './side-section.tsx'

/** Name, number and consent of the customer. */
export function ContactCard({ contactId }: { contactId: string }) {
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  const contact = useQuery(callOf('GET /v1/ext/contact/{contactId}', { path: { contactId } })).data?.data
  return (
    <SideSection
      title={t('Contact')}
      actions={!isEditing && <IconButton icon={Pencil} label={t('Change the name')} onClick={() => setEditing(true)} />}
    >
      {!contact ? (
        <Skeleton className="h-24" />
      ) : (
        <div className="flex flex-col gap-3">
          {isEditing ? (
            <NameForm contact={contact} done={() => setEditing(false)} />
          ) : (
            <div>
              <p className="truncate font-medium">{contact.name || t('Without a name')}</p>
              <p className="flex items-center text-ink-soft" dir="ltr">
                {contact.phoneNumber ?? contact.waId}
                <CopyButton value={contact.phoneNumber ?? contact.waId} label={t('Copy the number')} />
              </p>
            </div>
          )}
          <Consents contact={contact} />
        </div>
      )}
    </SideSection>
  )
}

function NameForm({ contact, done }: { contact: Contact; done: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState(contact.isNamedByTeam ? contact.name : '')
  const save = useMutation({
    mutationFn: () => api.call('PUT /v1/ext/contact/{contactId}', { path: { contactId: contact.id }, body: { name } }),
    meta: { showsErrors: true },
    onSuccess: done,
    onSettled: () => invalidateFor(client, ['contact.', 'chat.']),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label={t('Name')}
        hint={t('Left empty it is the name of their WhatsApp profile.')}
        error={problemAt(save.error, 'name')}
      >
        {(control) => <Input {...control} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={done}>
          {t('Cancel')}
        </Button>
        <Button size="sm" type="submit" look="primary" isBusy={save.isPending}>
          {t('Save')}
        </Button>
      </div>
    </form>
  )
}
