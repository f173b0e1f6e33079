import { type Static, Type } from 'typebox'
import type { AttributeGroup, ModelAttribute } from '../model/types.ts'
import { attributeTypes } from './types.ts'

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description })
const uuid = (description: string) => Type.String({ format: 'uuid', description })
const time = Type.Integer({ description: 'epoch milliseconds' })

/** An attribute as the configuration and its own routes show it; its fields are named as in a configuration file. */
export const ShownAttribute = Type.Object({
  id: Type.String({ format: 'uuid' }),
  shortId: Type.String({ examples: ['loan_amount'] }),
  name: Type.String({ examples: ['Loan amount'] }),
  description: Type.String(),
  type: Type.Enum([...attributeTypes]),
  ownerType: Type.Enum(['PROCEDURE', 'ENTITY', 'STATE_TASK']),
  owner: uuid('the procedure, entity or state task whose attribute it is'),
  required: Type.Boolean(),
  unique: Type.Boolean(),
  filterable: Type.Boolean({ description: 'lists can filter and sort by it' }),
  searchable: Type.Boolean({ description: 'lists answer contains and startsWith' }),
  default: Type.Unknown(),
  formula: orNull(Type.String(), 'of a derived attribute'),
  group: orNull(Type.String({ format: 'uuid' })),
  options: orNull(
    Type.Array(Type.Object({ value: Type.Union([Type.String(), Type.Number()]), label: Type.String() })),
    'of the enum types',
  ),
  schema: orNull(Type.Record(Type.String(), Type.Unknown()), 'JSON Schema of an object'),
  target: orNull(Type.String(), 'short id of what a reference must belong to'),
  minimum: orNull(Type.Number()),
  maximum: orNull(Type.Number()),
  maxLength: orNull(Type.Integer()),
  scale: orNull(Type.Integer()),
  order: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})
export type ShownAttribute = Static<typeof ShownAttribute>

const ownerTypes = { procedure: 'PROCEDURE', entity: 'ENTITY', state_task: 'STATE_TASK' } as const

export function showAttribute(attribute: ModelAttribute): ShownAttribute {
  const { options } = attribute
  return {
    id: attribute.id,
    shortId: attribute.shortId,
    name: attribute.name,
    description: attribute.description,
    type: attribute.type,
    ownerType: ownerTypes[attribute.ownerKind],
    owner: attribute.ownerId,
    required: attribute.isRequired,
    unique: attribute.isUnique,
    filterable: attribute.isFilterable,
    searchable: attribute.isSearchable,
    default: attribute.defaultValue,
    formula: attribute.formula,
    group: attribute.groupId,
    options: options.options ?? null,
    schema: options.schema ?? null,
    target: options.target ?? null,
    minimum: options.minimum ?? null,
    maximum: options.maximum ?? null,
    maxLength: options.maxLength ?? null,
    scale: options.scale ?? null,
    order: attribute.sortOrder,
    createdAt: attribute.createdAt.getTime(),
    updatedAt: attribute.updatedAt.getTime(),
  }
}

export const ShownAttributeGroup = Type.Object({
  id: Type.String({ format: 'uuid' }),
  shortId: Type.String({ examples: ['contact'] }),
  name: Type.String({ examples: ['Contact'] }),
  owner: uuid('the procedure, entity or state task whose attributes it groups'),
  order: Type.Integer(),
})
export type ShownAttributeGroup = Static<typeof ShownAttributeGroup>

export const showAttributeGroup = (group: AttributeGroup): ShownAttributeGroup => ({
  id: group.id,
  shortId: group.shortId,
  name: group.name,
  owner: group.ownerId,
  order: group.sortOrder,
})
