import type { Attribute, Procedure } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { problemAt } from '../../ui/problems.ts'
import { Select } from '../../ui/select.tsx'
import { AttributeInput } from '../../values/attribute-input.tsx'
import { identifierOf } from '../../values/identifier.ts'

interface NewProcessDialogProps {
  procedure: Procedure
  isOpen: boolean
  onClose: () => void
}

/** Makes a process. One whose phone number is known already joins the process that has it, and this says so. */
export function NewProcessDialog({ procedure, isOpen, onClose }: NewProcessDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  const client = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    meta: { showsErrors: true },
    mutationFn: ({ data, state, assignedTo }: Draft) =>
      api.call('POST /v1/ext/procedure/{procedure}/process', {
        path: { procedure: procedure.shortId },
        body: { data, ...(state && { state }), ...(assignedTo && { assignedTo }) },
        idempotencyKey: true,
      }),
    onSuccess: ({ data, meta }) => {
      const { title, note } = identifierOf(data, procedure)
      const name = [title, note].filter(Boolean).join(' · ')
      const action = {
        label: t('Open'),
        onClick: () => void navigate({ to: `/p/${procedure.shortId}/${data.id}` }),
      }
      if (meta.wasMerged) {
        toast.info(t('{{name}} was there already', { name }), {
          description: t('The phone number is known, so what you entered was added to it.'),
          action,
          duration: 10_000,
        })
      } else toast.success(t('Created {{name}}', { name }), { action })
      invalidateFor(client, ['process.created'])
      close()
    },
  })
  const close = (): void => {
    create.reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('New: {{procedure}}', { procedure: procedure.name })}
      footer={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" form={id} look="primary" isBusy={create.isPending}>
            {t('Create')}
          </Button>
        </>
      }
    >
      <NewProcessForm id={id} procedure={procedure} error={create.error} onCreate={create.mutate} />
    </Dialog>
  )
}

interface Draft {
  data: Record<string, unknown>
  state: string
  assignedTo: string
}

interface NewProcessFormProps {
  id: string
  procedure: Procedure
  error: unknown
  onCreate: (draft: Draft) => void
}

/** Begins anew each time the dialog opens. */
function NewProcessForm({ id, procedure, error, onCreate }: NewProcessFormProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const attributes = model.attributesOf(procedure.id).filter((attribute) => isAsked(attribute, procedure))
  const asked = [...attributes.filter(({ required }) => required), ...attributes.filter(({ required }) => !required)]
  const [data, setData] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(asked.flatMap(({ shortId, default: given }) => (given === null ? [] : [[shortId, given]]))),
  )
  const [state, setState] = useState(procedure.defaultStateShortId)
  const [assignedTo, setAssignedTo] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
    onCreate({ data: given, state: state === procedure.defaultStateShortId ? '' : state, assignedTo })
  }
  const paths = [...asked.map(({ shortId }) => `data.${shortId}`), 'state', 'assignedTo']
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-4">
      <FormProblems error={error} paths={paths} />
      {asked.map((attribute) => (
        <Field
          key={attribute.id}
          label={attribute.name}
          isRequired={attribute.required}
          error={problemAt(error, `data.${attribute.shortId}`)}
          {...(attribute.description && { hint: attribute.description })}
        >
          {(control) => (
            <AttributeInput
              attribute={attribute}
              value={data[attribute.shortId]}
              onChange={(value) => setData({ ...data, [attribute.shortId]: value })}
              control={control}
            />
          )}
        </Field>
      ))}
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label={t('State')} error={problemAt(error, 'state')}>
          {(control) => (
            <Select
              {...control}
              value={state}
              choices={procedure.states.map(({ shortId, name }) => ({ value: shortId, label: name }))}
              onChoose={setState}
            />
          )}
        </Field>
        <Field label={t('Assigned to')} error={problemAt(error, 'assignedTo')}>
          {(control) => (
            <Combobox
              control={control}
              placeholder={t('Nobody')}
              options={model.users
                .filter(({ isActive }) => isActive)
                .map(({ user, displayName, username }) => ({ value: user, label: displayName, note: username }))}
              chosen={assignedTo ? [assignedTo] : []}
              onChoose={([user = '']) => setAssignedTo(user)}
            />
          )}
        </Field>
      </div>
    </form>
  )
}

/** A formula is worked out, and a numbered key is given by the team's sequence. */
const isAsked = ({ formula, shortId }: Attribute, { primaryKey, numbering }: Procedure): boolean =>
  formula === null && !(shortId === primaryKey && numbering !== null)
