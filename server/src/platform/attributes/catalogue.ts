import { operatorsOf } from './comparison.ts'
import { allTypes, typeOf } from './type-registry.ts'
import type { Attribute } from './types.ts'

/** The types as `/v1/ext/config` lists them under `attributeTypes`. */
export function attributeTypeCatalogue() {
  return allTypes.map(([type, entry]) => ({
    type,
    label: entry.label,
    description: entry.description,
    isMulti: entry.isMulti,
    isFilterable: entry.isFilterable,
    isFilterableByDefault: entry.isFilterableByDefault,
    isSearchable: entry.isSearchable,
    isSearchableByDefault: entry.isSearchableByDefault,
    canBeUnique: entry.canBeUnique,
    canBePrimaryKey: entry.canBePrimaryKey,
    options: entry.reads,
    operators: operatorsOf(type),
    schema: entry.schema,
  }))
}

/** JSON Schema of what an attribute stores: its type's, narrowed by its own options. For the OpenAPI document of a team. */
export function storedSchema(attribute: Attribute): Record<string, unknown> {
  const { options, schema, minimum, maximum, maxLength } = attribute.options
  const entry = typeOf(attribute.type)
  const { items, ...own } = entry.schema
  const narrowed = {
    ...((items as object | undefined) ?? own),
    ...(options && { enum: options.map(({ value }) => value) }),
    ...(schema ?? {}),
    ...(entry.schema.type !== 'string' && minimum !== undefined && { minimum }),
    ...(entry.schema.type !== 'string' && maximum !== undefined && { maximum }),
    ...(maxLength !== undefined && { maxLength }),
  }
  return {
    title: attribute.name,
    ...(entry.isMulti ? { ...own, items: narrowed } : { ...narrowed, ...(items ? entry.schema : {}) }),
  }
}
