import type { ChatLabel } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, Tag } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { ColorBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Frame } from './frame.tsx'
import { RowActions } from './row-actions.tsx'
import { useRemoval } from './use-removal.ts'

/** What chats are sorted by. */
export function Page() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<ChatLabel | 'new' | null>(null)
  const labels = useQuery(callOf('GET /v1/ext/chat-labels'))
  const remove = useRemoval('chat_label.')
  const rows = labels.data?.data ?? []
  const make = (
    <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
      {t('New label')}
    </Button>
  )
  return (
    <Frame actions={make}>
      {labels.isPending ? (
        <SkeletonRows />
      ) : labels.isError ? (
        <ErrorState error={labels.error} retry={labels.refetch} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Tag} title={t('There is no label yet')} action={make}>
          {t('Labels sort chats, such as those of important customers or those that wait for a document.')}
        </EmptyState>
      ) : (
        <DataTable
          label={t('Labels')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', title: t('Name'), cell: ({ name, color }) => <ColorBadge color={color}>{name}</ColorBadge> },
            {
              key: 'chats',
              title: t('Chats'),
              cell: ({ name }) => (
                <Link to="/inbox" search={{ label: name }} className="text-accent-text hover:underline">
                  {t('Show its chats')}
                </Link>
              ),
            },
            { key: 'id', title: t('Id'), cell: ({ id }) => <Id value={id} label={t('Copy the id')} /> },
            {
              key: 'do',
              title: '',
              cell: (label) => (
                <RowActions
                  name={label.name}
                  edit={() => setOpen(label)}
                  remove={() =>
                    void remove(label.name, t('Chats that bear it show it no longer.'), () =>
                      api.call('DELETE /v1/ext/chat-label/{labelId}', { path: { labelId: label.id } }),
                    )
                  }
                />
              ),
            },
          ]}
        />
      )}
      {open && <LabelForm label={open === 'new' ? null : open} close={() => setOpen(null)} />}
    </Frame>
  )
}

function LabelForm({ label, close }: { label: ChatLabel | null; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form, setForm] = useState({ name: label?.name ?? '', color: label?.color ?? '#0f766e' })
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: (): Promise<unknown> =>
      label
        ? api.call('PUT /v1/ext/chat-label/{labelId}', { path: { labelId: label.id }, body: form })
        : api.call('POST /v1/ext/chat-label', { body: form, idempotencyKey: true }),
    onSuccess: close,
    onSettled: () => invalidateFor(client, ['chat_label.']),
  })
  return (
    <FormDialog
      title={label ? t('Change {{name}}', { name: label.name }) : t('New label')}
      onClose={close}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['name', 'color']}
    >
      <Field label={t('Name')} error={problemAt(save.error, 'name')} isRequired>
        {(control) => (
          <Input {...control} value={form.name} onChange={({ target }) => setForm({ ...form, name: target.value })} />
        )}
      </Field>
      <Field label={t('Colour')} error={problemAt(save.error, 'color')}>
        {(control) => (
          <Input
            {...control}
            type="color"
            className="w-20! p-1!"
            value={form.color}
            onChange={({ target }) => setForm({ ...form, color: target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}
