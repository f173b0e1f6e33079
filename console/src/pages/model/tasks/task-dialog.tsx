import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { Input } from '../../../ui/input.tsx'
import { Select } from '../../../ui/select.tsx'
import type { ProcedureDocument, TaskDocument } from '../draft/document.ts'
import { withThing } from '../draft/things.ts'
import { NameFields, shortIdOf } from '../name-fields.tsx'
import { StatesChoice } from '../states/states-choice.tsx'

interface TaskDialogProps {
  /** null: a new one */
  shortId: string | null
  document: ProcedureDocument
  edit: (changes: Partial<ProcedureDocument>) => void
  onClose: () => void
}

const blankTask: TaskDocument = {
  name: '',
  description: '',
  states: null,
  mapping: {},
  movesTo: null,
  attributeGroups: {},
  attributes: {},
}

export function TaskDialog({ shortId: known, document, edit, onClose }: TaskDialogProps) {
  const { t } = useTranslation()
  const keys = Object.keys(document.stateTasks)
  const was = known === null ? undefined : document.stateTasks[known]
  const [task, setTask] = useState<TaskDocument>(was ?? blankTask)
  const [typed, setTyped] = useState<string | null>(null)
  const shortId = known ?? shortIdOf({ name: task.name, shortId: typed })
  const set = (changes: Partial<TaskDocument>): void => setTask({ ...task, ...changes })
  const states = Object.entries(document.states).map(([key, { name }]) => ({ shortId: key, name }))
  const formAttributes = Object.entries(task.attributes)
  const map = (from: string, to: string): void => {
    const { [from]: _, ...others } = task.mapping
    set({ mapping: to === '' ? others : { ...others, [from]: to } })
  }
  const keep = (): void => {
    edit({ stateTasks: withThing(document.stateTasks, shortId, task) })
    onClose()
  }
  return (
    <FormDialog
      title={was ? t('State task {{name}}', { name: was.name }) : t('New state task')}
      action={was ? t('Keep') : t('Add')}
      onClose={onClose}
      onSubmit={keep}
      isBlocked={known === null && keys.includes(shortId)}
    >
      <NameFields
        naming={{ name: task.name, shortId: typed }}
        onChange={({ name, shortId: given }) => {
          set({ name })
          setTyped(given)
        }}
        {...(known !== null && { fixedShortId: known })}
        taken={keys}
      />
      <Field label={t('Description')}>
        {(control) => (
          <Input {...control} value={task.description} onChange={(event) => set({ description: event.target.value })} />
        )}
      </Field>
      <StatesChoice
        legend={t('Can be done in')}
        anyLabel={t('Any state')}
        states={states}
        chosen={task.states}
        onChoose={(chosen) => set({ states: chosen })}
      />
      <Field label={t('Completing it moves the process to')}>
        {(control) => (
          <Select
            {...control}
            value={task.movesTo ?? ''}
            placeholder={t('nowhere')}
            choices={states.map(({ shortId: value, name: label }) => ({ value, label }))}
            onChoose={(movesTo) => set({ movesTo: movesTo || null })}
          />
        )}
      </Field>
      {formAttributes.length > 0 && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium text-[13px]">{t('What its form writes into the process')}</legend>
          {formAttributes.map(([from, { name }]) => (
            <div key={from} className="grid grid-cols-2 items-center gap-2">
              <span>{name}</span>
              <Select
                aria-label={t('{{name}} becomes', { name })}
                value={task.mapping[from] ?? ''}
                placeholder={t('nothing')}
                choices={Object.entries(document.attributes)
                  .filter(([, { formula }]) => formula === null)
                  .map(([value, attribute]) => ({ value, label: attribute.name }))}
                onChoose={(to) => map(from, to)}
              />
            </div>
          ))}
        </fieldset>
      )}
    </FormDialog>
  )
}
