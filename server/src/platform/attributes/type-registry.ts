import { commerceTypes } from './families/commerce.ts'
import { contactTypes } from './families/contact.ts'
import { enumTypes } from './families/enums.ts'
import { numberTypes } from './families/numbers.ts'
import { objectTypes } from './families/objects.ts'
import { placeTypes } from './families/places.ts'
import { referenceTypes } from './families/references.ts'
import { textTypes } from './families/text.ts'
import { timeTypes } from './families/times.ts'
import type { TypeEntry } from './type-entry.ts'
import { type AttributeType, attributeTypes } from './types.ts'

/** Every type has an entry, or this does not compile. */
const entries: Record<AttributeType, TypeEntry> = {
  ...textTypes,
  ...numberTypes,
  ...enumTypes,
  ...timeTypes,
  ...contactTypes,
  ...placeTypes,
  ...objectTypes,
  ...referenceTypes,
  ...commerceTypes,
}

export const typeOf = (type: AttributeType): TypeEntry => entries[type]

export const isAttributeType = (type: string): type is AttributeType => Object.hasOwn(entries, type)

/** Every type with its entry, in the order of the list of types. */
export const allTypes: readonly (readonly [AttributeType, TypeEntry])[] = attributeTypes.map((type) => [
  type,
  entries[type],
])
