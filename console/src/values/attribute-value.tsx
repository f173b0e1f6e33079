import type { Attribute } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { asText } from './as-text.ts'
import { valueTypes } from './registry.ts'
import { isAbsent } from './value-type.ts'

interface AttributeValueProps {
  attribute: Attribute
  value: unknown
  /** there is room for more than a line: pictures and parts are shown, not counted */
  isFull?: boolean
}

/** A value of an attribute as people read it. Absent ones show nothing. */
export function AttributeValue({ attribute, value, isFull = false }: AttributeValueProps) {
  const { i18n } = useTranslation()
  const model = useTeamModel()
  if (isAbsent(value) || (Array.isArray(value) && value.length === 0)) return null
  const { Shown } = valueTypes[attribute.type]
  if (Shown) return <Shown attribute={attribute} value={value} isFull={isFull} />
  return <>{asText(attribute, value, { language: i18n.language, model })}</>
}
