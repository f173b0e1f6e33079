import type { AttributeDocument } from '../draft/document.ts'

export const blankAttribute: AttributeDocument = {
  name: '',
  description: '',
  type: 'string',
  required: false,
  unique: false,
  default: null,
  formula: null,
  group: null,
  options: null,
  schema: null,
  target: null,
  minimum: null,
  maximum: null,
  maxLength: null,
  scale: null,
}
