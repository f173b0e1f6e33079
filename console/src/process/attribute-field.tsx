import type { Attribute } from '@nadi/sdk'
import type { ReactNode } from 'react'
import { AttributeInput } from '../values/attribute-input.tsx'
import { AttributeValue } from '../values/attribute-value.tsx'
import { valueTypes } from '../values/registry.ts'
import { isAbsent } from '../values/value-type.ts'
import { EditableField, type EditedValue } from './editable-field.tsx'
import type { FieldPath } from './field-path.ts'
import { StandingField } from './standing-field.tsx'
import type { ProcessEditor } from './use-process-editor.ts'

interface AttributeFieldProps {
  attribute: Attribute
  path: FieldPath
  value: unknown
  editor: ProcessEditor
  isReadOnly: boolean
}

/** An attribute of a process or of its record, edited in place. */
export function AttributeField({ attribute, path, value, editor, isReadOnly: isAllReadOnly }: AttributeFieldProps) {
  const { endsBy } = valueTypes[attribute.type]
  const isReadOnly = isAllReadOnly || attribute.formula !== null
  const field = {
    label: attribute.name,
    path,
    value,
    editor,
    isRequired: attribute.required,
    show: (each: unknown): ReactNode =>
      isAbsent(each) || (Array.isArray(each) && each.length === 0) ? null : (
        <AttributeValue attribute={attribute} value={each} isFull />
      ),
    input: (edited: EditedValue) => <AttributeInput attribute={attribute} {...edited} />,
  }
  if (endsBy === 'never' && !isReadOnly) return <StandingField {...field} />
  return (
    <EditableField
      {...field}
      endsBy={endsBy === 'never' ? 'leaving' : endsBy}
      isMultiple={/^multi|Collection$/.test(attribute.type)}
      isReadOnly={isReadOnly}
    />
  )
}
