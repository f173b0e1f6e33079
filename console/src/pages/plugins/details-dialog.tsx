import type { Plugin } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import { LeadProcedureField } from './lead-procedure-field.tsx'

interface DetailsDialogProps {
  plugin: Plugin
  isOpen: boolean
  onClose: () => void
}

export function DetailsDialog({ plugin, isOpen, onClose }: DetailsDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const formId = useId()
  const known = { name: plugin.name, leadProcedure: plugin.leadProcedureShortId ?? '' }
  const [typed, setTyped] = useState<Partial<typeof known>>({})
  const form = { ...known, ...typed }
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('PUT /v1/ext/plugin/whatsapp/{pluginId}', {
        path: { pluginId: plugin.id },
        body: { name: form.name, leadProcedure: form.leadProcedure || null },
      }),
    onSuccess: () => {
      invalidateFor(client, ['plugin.updated'])
      close()
    },
  })
  const close = (): void => {
    setTyped({})
    save.reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('Name and new customers')}
      size="sm"
      footer={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={save.isPending}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Field label={t('Name')} error={problemAt(save.error, 'name')} isRequired>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              value={form.name}
              onChange={({ target }) => setTyped({ ...typed, name: target.value })}
            />
          )}
        </Field>
        <LeadProcedureField
          chosen={form.leadProcedure}
          choose={(leadProcedure) => setTyped({ ...typed, leadProcedure })}
          error={problemAt(save.error, 'leadProcedure')}
        />
        <FormProblems error={save.error} paths={['name', 'leadProcedure']} />
      </form>
    </Dialog>
  )
}
