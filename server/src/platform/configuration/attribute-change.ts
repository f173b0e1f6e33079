import { isDeepStrictEqual } from 'node:util'
import { ingest } from '../attributes/ingest.ts'
import type { IngestionContext } from '../attributes/ingestion-context.ts'
import type { Attribute, AttributeOptions, StoredValue } from '../attributes/types.ts'
import type { AttributeSpec } from './spec.ts'

/** What a change of an attribute means for values that stand already. */
interface AttributeChange {
  /** values must be read anew: some may change their form, some may have none in the new type */
  rereads: boolean
  /** some may lie outside of new limits; they stay */
  tightens: boolean
  becomesRequired: boolean
  becomesUnique: boolean
  /** the side tables must be filled anew */
  reindexes: boolean
}

export function attributeChange(before: AttributeSpec, after: AttributeSpec): AttributeChange {
  const isGiven = after.formula === null
  const rereads = isGiven && (before.type !== after.type || losesChoices(before, after) || changesSchema(before, after))
  const indexed = (attribute: AttributeSpec) => [
    attribute.filterable,
    attribute.searchable,
    attribute.unique,
    attribute.formula,
    attribute.type,
  ]
  return {
    rereads,
    tightens: isGiven && !rereads && tightens(before.options, after.options),
    becomesRequired: after.required && !before.required,
    becomesUnique: after.unique && !before.unique,
    reindexes: rereads || !isDeepStrictEqual(indexed(before), indexed(after)),
  }
}

function losesChoices(before: AttributeSpec, after: AttributeSpec): boolean {
  const left = new Set(after.options.options?.map(({ value }) => value))
  return before.options.options?.some(({ value }) => !left.has(value)) ?? false
}

const changesSchema = (before: AttributeSpec, after: AttributeSpec): boolean =>
  after.options.schema !== undefined && !isDeepStrictEqual(before.options.schema, after.options.schema)

function tightens(before: AttributeOptions, after: AttributeOptions): boolean {
  const isLower = (name: 'maximum' | 'maxLength' | 'scale') =>
    after[name] !== undefined && (before[name] === undefined || after[name] < before[name])
  const isHigher = after.minimum !== undefined && (before.minimum === undefined || after.minimum > before.minimum)
  return isLower('maximum') || isLower('maxLength') || isLower('scale') || isHigher
}

export const toAttribute = (shortId: string, spec: AttributeSpec): Attribute => ({
  id: '',
  shortId,
  name: spec.name,
  type: spec.type,
  options: spec.options,
  isRequired: spec.required,
  isUnique: spec.unique,
  isFilterable: spec.filterable,
  isSearchable: spec.searchable,
  defaultValue: spec.default,
  formula: spec.formula,
})

/** What a standing value becomes under the new definition; undefined where it has no place in it. */
export function reread(
  attribute: Attribute,
  value: StoredValue,
  context: IngestionContext,
): { value: StoredValue } | undefined {
  const read = ingest(attribute, value, context)
  // what text or a number should refer to is not certain
  if ('problem' in read || (read.lookups && read.lookups.length > 0)) return undefined
  return read.value === null ? undefined : { value: read.value }
}
