import type { Attribute } from '@nadi/sdk'
import type { ComponentType } from 'react'
import type { FieldControl } from '../ui/field.tsx'

export interface AttributeInputProps {
  attribute: Attribute
  value: unknown
  /** null clears. What is typed goes as it is: the server reads it leniently and says what is wrong. */
  onChange: (value: unknown) => void
  /** what stands in the input is not yet a value that could be sent (a sentence), or is one again (null) */
  onProblem?: (problem: string | null) => void
  /** from the `Field` around it */
  control: FieldControl
  isDisabled?: boolean
}

export interface ShownValueProps {
  attribute: Attribute
  /** never absent */
  value: unknown
  /** there is room for more than a line */
  isFull: boolean
}

/** How values of a type are entered and read. */
export interface ValueType {
  Input: ComponentType<AttributeInputProps>
  /** where it is left out, as `asText` has it */
  Shown?: ComponentType<ShownValueProps>
  /** what ends an edit in place: leaving the input, choosing (each choice is a whole value), or a button; `never`: the input always stands there */
  endsBy: 'leaving' | 'choosing' | 'button' | 'never'
}

export const isAbsent = (value: unknown): value is null | undefined | '' =>
  value === undefined || value === null || value === ''

/** Ids, texts or files of a value, whether its type holds one or many. */
export const listOf = (value: unknown): string[] => (isAbsent(value) ? [] : [value].flat().map(String))
