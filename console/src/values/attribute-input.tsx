import { valueTypes } from './registry.ts'
import type { AttributeInputProps } from './value-type.ts'

export type { AttributeInputProps } from './value-type.ts'

/** The input that fits an attribute's type. */
export function AttributeInput(props: AttributeInputProps) {
  const { Input } = valueTypes[props.attribute.type]
  return <Input {...props} />
}
