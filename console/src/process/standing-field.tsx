import { type ReactNode, useId, useState } from 'react'
import type { EditableFieldProps, EditedValue } from './editable-field.tsx'
import { controlOf, FieldRow, refusalAt } from './field-row.tsx'

type StandingFieldProps = Pick<EditableFieldProps, 'label' | 'path' | 'value' | 'editor' | 'isRequired' | 'show'> & {
  input: (edited: EditedValue) => ReactNode
}

/** A field whose input always stands there, as one does onto which photos are dropped; each change is saved at once. */
export function StandingField({ label, path, value, editor, isRequired = false, show, input }: StandingFieldProps) {
  const id = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const saving = editor.savingOf(path)
  const message = problem ?? refusalAt(editor, path)
  return (
    <FieldRow {...{ id, label, path, editor, isRequired, message, show }}>
      {input({
        value: saving?.is === 'saving' ? saving.value : value,
        onChange: (next) => void editor.save(path, next, value),
        onProblem: setProblem,
        control: controlOf(id, message, isRequired),
      })}
    </FieldRow>
  )
}
