import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { Input } from '../../../ui/input.tsx'
import { Select } from '../../../ui/select.tsx'
import { useStatusNames } from '../../../values/status-names.ts'
import type { ProcedureDocument, StateDocument } from '../draft/document.ts'
import { withThing } from '../draft/things.ts'
import { NameFields, shortIdOf } from '../name-fields.tsx'
import { colorFor } from './colors.ts'
import { StatesChoice } from './states-choice.tsx'

interface StateDialogProps {
  /** null: a new one */
  shortId: string | null
  document: ProcedureDocument
  edit: (changes: Partial<ProcedureDocument>) => void
  onClose: () => void
}

export function StateDialog({ shortId: known, document, edit, onClose }: StateDialogProps) {
  const { t } = useTranslation()
  const statusNames = useStatusNames()
  const keys = Object.keys(document.states)
  const was = known === null ? undefined : document.states[known]
  const [state, setState] = useState<StateDocument>(
    was ?? { name: '', color: colorFor('OPEN', keys.length), status: 'OPEN', next: null },
  )
  const [typed, setTyped] = useState<string | null>(null)
  const [isDefault, setDefault] = useState(known === document.defaultState)
  const [isCompleted, setCompleted] = useState(known !== null && known === document.completedState)
  const shortId = known ?? shortIdOf({ name: state.name, shortId: typed }, true)
  const set = (changes: Partial<StateDocument>): void => setState({ ...state, ...changes })
  const keep = (): void => {
    const completedState = isCompleted ? shortId : document.completedState === known ? null : document.completedState
    edit({
      states: withThing(document.states, shortId, state),
      ...(isDefault && { defaultState: shortId }),
      completedState,
    })
    onClose()
  }
  return (
    <FormDialog
      title={was ? t('State {{name}}', { name: was.name }) : t('New state')}
      action={was ? t('Keep') : t('Add')}
      onClose={onClose}
      onSubmit={keep}
      isBlocked={known === null && keys.includes(shortId)}
    >
      <NameFields
        naming={{ name: state.name, shortId: typed }}
        onChange={({ name, shortId: given }) => {
          set({ name })
          setTyped(given)
        }}
        {...(known !== null && { fixedShortId: known })}
        taken={keys}
        isUpper
      />
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('Colour')}>
          {(control) => (
            <Input
              {...control}
              type="color"
              value={state.color}
              onChange={(event) => set({ color: event.target.value })}
              className="cursor-pointer p-1"
            />
          )}
        </Field>
        <Field label={t('Status it implies')}>
          {(control) => (
            <Select
              {...control}
              value={state.status}
              choices={Object.entries(statusNames).map(([value, label]) => ({ value, label }))}
              onChoose={(status) => set({ status: status as StateDocument['status'] })}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-col gap-2">
        <Checkbox
          checked={isDefault}
          disabled={known === document.defaultState}
          onChange={(event) => setDefault(event.target.checked)}
        >
          {t('New processes begin here')}
        </Checkbox>
        <Checkbox checked={isCompleted} onChange={(event) => setCompleted(event.target.checked)}>
          {t('Completing a process leads here')}
        </Checkbox>
      </div>
      <StatesChoice
        legend={t('What may follow')}
        anyLabel={t('Any state')}
        states={Object.entries(document.states)
          .filter(([key]) => key !== shortId)
          .map(([key, { name }]) => ({ shortId: key, name }))}
        chosen={state.next}
        onChoose={(next) => set({ next })}
      />
    </FormDialog>
  )
}
