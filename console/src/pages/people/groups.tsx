import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { Button } from '../../ui/button.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/page.tsx'
import { tellUndoable } from '../../ui/toast.ts'

interface Group {
  id: string
  name: string
}

interface GroupsProps {
  kind: 'pod' | 'skill'
  groups: readonly Group[]
  title: string
  description: string
  empty: string
}

/** Pods, or skills: made, renamed and deleted in place. */
export function Groups({ kind, groups, title, description, empty }: GroupsProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [edited, setEdited] = useState<Group | null>(null)
  const onSuccess = (): void => {
    setName('')
    setEdited(null)
    invalidateFor(client, ['model.changed'])
  }
  const add = useMutation({ mutationFn: () => api.call(`POST /v1/ext/${kind}`, { body: { name } }), onSuccess })
  const rename = useMutation({
    mutationFn: ({ id, name: given }: Group) =>
      api.call(`PUT /v1/ext/${kind}/{group}`, { path: { group: id }, body: { name: given } }),
    onSuccess,
  })
  const restore = useMutation({
    mutationFn: (id: string) => api.call(`POST /v1/ext/${kind}/{id}/restore`, { path: { id } }),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: ({ id }: Group) => api.call(`DELETE /v1/ext/${kind}/{group}`, { path: { group: id } }),
    onSuccess: (_answer, group) => {
      onSuccess()
      tellUndoable(t('"{{name}}" was deleted.', { name: group.name }), () => restore.mutate(group.id))
    },
  })
  const submitNew = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate()
  }
  const submitEdited = (event: FormEvent): void => {
    event.preventDefault()
    if (edited) rename.mutate(edited)
  }
  return (
    <Section title={title} description={description}>
      {groups.length === 0 && <p className="mb-3 text-ink-soft">{empty}</p>}
      <ul className="mb-4 flex flex-col">
        {groups.map((group) => (
          <li key={group.id} className="flex min-h-10 items-center gap-2 border-line border-b py-1 last:border-b-0">
            {edited?.id === group.id ? (
              <form onSubmit={submitEdited} className="flex flex-1 gap-2">
                <Input
                  aria-label={t('Name')}
                  autoFocus
                  required
                  value={edited.name}
                  onChange={(event) => setEdited({ ...edited, name: event.target.value })}
                />
                <Button type="submit" look="primary" isBusy={rename.isPending}>
                  {t('Save')}
                </Button>
                <Button onClick={() => setEdited(null)}>{t('Cancel')}</Button>
              </form>
            ) : (
              <>
                <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3">
                  <span className="min-w-0 truncate font-medium">{group.name}</span>
                  <Id value={group.id} label={t('Copy the id')} />
                </span>
                <IconButton
                  icon={Pencil}
                  label={t('Rename {{name}}', { name: group.name })}
                  onClick={() => setEdited(group)}
                />
                <IconButton
                  icon={Trash2}
                  label={t('Delete {{name}}', { name: group.name })}
                  onClick={() => remove.mutate(group)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={submitNew} className="flex max-w-md gap-2">
        <Input
          aria-label={t('Name of a new one: {{kind}}', { kind: title })}
          placeholder={t('Name')}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" icon={Plus} isBusy={add.isPending}>
          {t('Add')}
        </Button>
      </form>
    </Section>
  )
}
