import type { Attribute, AttributeType } from '../../../src/platform/attributes/types.ts'

export const inPune = { timeZone: 'Asia/Kolkata', callingCode: '91' }

/** An attribute of the given type, as the modeller leaves it who says nothing else. */
export function attribute(type: AttributeType, given: Partial<Attribute> = {}): Attribute {
  return {
    id: `id-of-${given.shortId ?? 'it'}`,
    shortId: 'it',
    name: 'It',
    type,
    options: {},
    isRequired: false,
    isUnique: false,
    isFilterable: true,
    isSearchable: false,
    defaultValue: null,
    formula: null,
    ...given,
  }
}
