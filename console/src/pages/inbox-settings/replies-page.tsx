import type { Calls } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MessageSquareQuote, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Input, Textarea } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Frame } from './frame.tsx'
import { RowActions } from './row-actions.tsx'
import { useRemoval } from './use-removal.ts'

type CannedReply = Calls['GET /v1/ext/canned-replies']['data'][number]

/** What is often answered: typed as `/shortcut` below a chat. */
export function Page() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<CannedReply | 'new' | null>(null)
  const replies = useQuery(callOf('GET /v1/ext/canned-replies'))
  const remove = useRemoval('canned_reply.')
  const rows = replies.data?.data ?? []
  const make = (
    <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
      {t('New canned reply')}
    </Button>
  )
  return (
    <Frame actions={make}>
      {replies.isPending ? (
        <SkeletonRows />
      ) : replies.isError ? (
        <ErrorState error={replies.error} retry={replies.refetch} />
      ) : rows.length === 0 ? (
        <EmptyState icon={MessageSquareQuote} title={t('There is no canned reply yet')} action={make}>
          {t('Write down what is often answered. Below a chat a slash finds it.')}
        </EmptyState>
      ) : (
        <DataTable
          label={t('Canned replies')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'shortcut',
              title: t('Shortcut'),
              cell: ({ shortcut }) => <code className="font-mono">{`/${shortcut}`}</code>,
            },
            {
              key: 'text',
              title: t('Text'),
              cell: ({ text }) => (
                <span dir="auto" className="line-clamp-2 whitespace-pre-wrap">
                  {text}
                </span>
              ),
            },
            {
              key: 'do',
              title: '',
              cell: (reply) => (
                <RowActions
                  name={`/${reply.shortcut}`}
                  edit={() => setOpen(reply)}
                  remove={() =>
                    void remove(`/${reply.shortcut}`, t('Nobody can find it any more.'), () =>
                      api.call('DELETE /v1/ext/canned-reply/{cannedReplyId}', { path: { cannedReplyId: reply.id } }),
                    )
                  }
                />
              ),
            },
          ]}
        />
      )}
      {open && <ReplyForm reply={open === 'new' ? null : open} close={() => setOpen(null)} />}
    </Frame>
  )
}

function ReplyForm({ reply, close }: { reply: CannedReply | null; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { procedures } = useTeamModel()
  const [form, setForm] = useState({ shortcut: reply?.shortcut ?? '', text: reply?.text ?? '' })
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: (): Promise<unknown> =>
      reply
        ? api.call('PUT /v1/ext/canned-reply/{cannedReplyId}', { path: { cannedReplyId: reply.id }, body: form })
        : api.call('POST /v1/ext/canned-reply', { body: form, idempotencyKey: true }),
    onSuccess: close,
    onSettled: () => invalidateFor(client, ['canned_reply.']),
  })
  const [procedure] = procedures
  const variables = [
    'contact.name',
    'contact.phoneNumber',
    'user.name',
    ...(procedure ? [`${procedure.shortId}.…`] : []),
  ]
  return (
    <FormDialog
      title={reply ? t('Change /{{shortcut}}', { shortcut: reply.shortcut }) : t('New canned reply')}
      onClose={close}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['shortcut', 'text']}
    >
      <Field
        label={t('Shortcut')}
        hint={t('What is typed after the slash: letters, digits, - and _.')}
        error={problemAt(save.error, 'shortcut')}
        isRequired
      >
        {(control) => (
          <Input
            {...control}
            value={form.shortcut}
            onChange={({ target }) => setForm({ ...form, shortcut: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('Text')}
        hint={t('Filled when it is used: {{names}}', { names: variables.map((name) => `{{${name}}}`).join(', ') })}
        error={problemAt(save.error, 'text')}
        isRequired
      >
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            dir="auto"
            value={form.text}
            onChange={({ target }) => setForm({ ...form, text: target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}
