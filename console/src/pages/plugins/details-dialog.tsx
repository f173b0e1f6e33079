import type { Plugin } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemAt } from '../../ui/problems.ts'
import { TextField } from '../../ui/text-field.tsx'
import { LeadProcedureField } from './lead-procedure-field.tsx'

interface DetailsDialogProps {
  plugin: Plugin
  isOpen: boolean
  onClose: () => void
}

export function DetailsDialog({ plugin, isOpen, onClose }: DetailsDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
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
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      title={t('Name and new customers')}
      size="sm"
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['name', 'leadProcedure']}
    >
      <TextField
        label={t('Name')}
        error={problemAt(save.error, 'name')}
        isRequired
        maxLength={80}
        value={form.name}
        onChange={(text) => setTyped({ ...typed, name: text })}
      />
      <LeadProcedureField
        chosen={form.leadProcedure}
        choose={(leadProcedure) => setTyped({ ...typed, leadProcedure })}
        error={problemAt(save.error, 'leadProcedure')}
      />
    </FormDialog>
  )
}
