import type { MessageTemplate, Plugin } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { type TeamModel, useTeamModel } from '../../model/team-model.ts'
import { parameterName } from '../../templates/parameter-names.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Select } from '../../ui/select.tsx'

interface MappingDialogProps {
  template: MessageTemplate
  plugin: Plugin | undefined
  onClose: () => void
}

/** As the server: places that an attribute can fill. */
const mappedKinds = ['text', 'url', 'payload', 'code', 'flowToken', 'image', 'video', 'document', 'otp']

/** Which attributes fill a template that is sent for a process. */
export function MappingDialog({ template, plugin, onClose }: MappingDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const [mapping, setMapping] = useState<Record<string, string>>(template.processMapping)
  const [procedureId, setProcedureId] = useState(() => procedureMeant(model, template, plugin))
  const parameters = template.parameters.filter(({ kind }) => mappedKinds.includes(kind))
  const attributes = model.attributesOf(procedureId)
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('PUT /v1/ext/plugin/whatsapp/{pluginId}/templates/{templateId}/process-mapping', {
        path: { pluginId: template.plugin, templateId: template.id },
        body: {
          procedure: procedureId,
          mapping: Object.fromEntries(Object.entries(mapping).filter(([, attribute]) => attribute !== '')),
        },
      }),
    onSuccess: () => {
      invalidateFor(client, ['template.updated'])
      onClose()
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title={t('Fill {{name}} from processes', { name: template.name })}
      description={t('Where it is sent for a process and nobody says otherwise.')}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['procedure', ...parameters.map(({ place }) => `mapping.${place}`)]}
    >
      <Field label={t('Procedure')} error={problemAt(save.error, 'procedure')}>
        {(control) => (
          <Select
            {...control}
            value={procedureId}
            choices={model.procedures.map(({ id, name }) => ({ value: id, label: name }))}
            onChoose={setProcedureId}
          />
        )}
      </Field>
      {parameters.map((parameter) => (
        <Field
          key={parameter.place}
          label={parameterName(t, parameter)}
          error={problemAt(save.error, `mapping.${parameter.place}`)}
        >
          {(control) => (
            <Select
              {...control}
              value={mapping[parameter.place] ?? ''}
              placeholder={t('given with each send')}
              choices={attributes.map(({ shortId, name }) => ({ value: shortId, label: name }))}
              onChoose={(attribute) => setMapping({ ...mapping, [parameter.place]: attribute })}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  )
}

/** The procedure that has the mapped attributes; else the one that the account's new customers become. */
function procedureMeant(model: TeamModel, { processMapping }: MessageTemplate, plugin: Plugin | undefined): string {
  const mapped = Object.values(processMapping)
  const fitting = model.procedures.filter(({ id }) => {
    const known = new Set(model.attributesOf(id).map(({ shortId }) => shortId))
    return mapped.every((shortId) => known.has(shortId))
  })
  return (fitting.find(({ id }) => id === plugin?.leadProcedure) ?? fitting[0] ?? model.procedures[0])?.id ?? ''
}
