import { ingest } from '../../attributes/ingest.ts'
import type { IngestionContext } from '../../attributes/ingestion-context.ts'
import { typeOf } from '../../attributes/type-registry.ts'
import type { AttributeOptions } from '../../attributes/types.ts'
import { toAttribute } from '../attribute-change.ts'
import type { AttributeDraft, EntityDraft } from '../document/format.ts'
import { join } from '../items.ts'
import { type AttributeSpec, type EntitySpec, type GroupSpec, nameFrom, type OwnerSpec } from '../spec.ts'
import { type Lay, layThings, type Place, pick, pickOrNull } from './layer.ts'

const layGroup: Lay<GroupSpec, { name?: string }> = (was, given, { key, prune }) => ({
  name: pick(given.name, prune ? undefined : was?.name, nameFrom(key)),
})

const layAttribute: Lay<AttributeSpec, AttributeDraft> = (stood, given, { path, key, prune, layer }) => {
  if (layer.wasRemoved(path) && stood && given.type !== undefined && given.type !== stood.type) {
    layer.problems.push({
      code: 'short_id_taken',
      message: `${path} was removed as ${stood.type}, so it cannot come back as ${given.type}: a short id never means another thing.`,
      path: `${path}.type`,
      hint: `Give the new attribute another short id, or let this one be ${stood.type}.`,
    })
  }
  const type = given.type ?? stood?.type
  if (type === undefined) {
    layer.problems.push({
      code: 'required',
      message: `${path} needs a type.`,
      path: `${path}.type`,
      hint: 'Such as `type: string`.',
    })
  }
  const was = prune ? undefined : stood
  const entry = typeOf(type ?? 'string')
  const isSameType = stood?.type === type
  const spec: AttributeSpec = {
    name: pick(given.name, was?.name, nameFrom(key)),
    description: pick(given.description, was?.description, ''),
    type: type ?? 'string',
    options: layOptions(was?.options ?? {}, given, entry.reads),
    required: pick(given.required, was?.required, false),
    unique: pick(given.unique, was?.unique, false),
    filterable: pick(given.filterable, isSameType ? was?.filterable : undefined, entry.isFilterableByDefault),
    searchable: pick(given.searchable, isSameType ? was?.searchable : undefined, entry.isSearchableByDefault),
    default: pickOrNull(given.default, was?.default, null),
    formula: pickOrNull(given.formula, was?.formula, null),
    group: pickOrNull(given.group, was?.group, null),
  }
  return { ...spec, default: storedDefault(key, spec, layer.context) }
}

/** In the form in which values are stored; one that cannot be used stays as it is, for the check to name. */
function storedDefault(shortId: string, spec: AttributeSpec, context: IngestionContext): unknown {
  if (spec.default === null) return null
  const read = ingest(toAttribute(shortId, spec), spec.default, context)
  return 'value' in read ? read.value : spec.default
}

const optionNames = ['options', 'schema', 'target', 'minimum', 'maximum', 'maxLength', 'scale'] as const

function layOptions(was: AttributeOptions, given: AttributeDraft, reads: readonly string[]): AttributeOptions {
  const options: Record<string, unknown> = {}
  for (const name of optionNames) {
    // what was meant for another type goes with it
    const value = given[name] !== undefined ? given[name] : reads.includes(name) ? was[name] : undefined
    if (value !== undefined && value !== null) options[name] = value
  }
  return options
}

type OwnerDraft = Pick<EntityDraft, 'attributeGroups' | 'attributes'>

export function layOwner(was: OwnerSpec | undefined, given: OwnerDraft, { path, prune, layer }: Place): OwnerSpec {
  const groups = layThings(
    layer,
    join(path, 'attributeGroups'),
    was?.attributeGroups,
    given.attributeGroups,
    prune,
    layGroup,
  )
  const attributes = layThings(layer, join(path, 'attributes'), was?.attributes, given.attributes, prune, layAttribute)
  for (const [shortId, attribute] of attributes) {
    const isGiven = given.attributes?.get(shortId)?.group !== undefined
    if (!isGiven && attribute.group !== null && !groups.has(attribute.group)) {
      attributes.set(shortId, { ...attribute, group: null })
    }
  }
  return { attributeGroups: groups, attributes }
}

export const layEntity: Lay<EntitySpec, EntityDraft> = (stood, given, place) => {
  const was = place.prune ? undefined : stood
  return {
    name: pick(given.name, was?.name, nameFrom(place.key)),
    description: pick(given.description, was?.description, ''),
    ...layOwner(stood, given, place),
  }
}
