import { type TSchema, Type } from 'typebox'
import { attributeTypes } from './types.ts'

const orNull = (schema: TSchema, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description })

/** The fields of an attribute in a body, as in a configuration file. null goes back to none. */
export const AttributeFields = Type.Object({
  type: Type.Enum([...attributeTypes], { examples: ['stringEnum'] }),
  name: Type.String({ maxLength: 120, examples: ['Source'] }),
  description: Type.String({ maxLength: 2_000, examples: ['Where the lead comes from.'] }),
  required: Type.Boolean({ examples: [false] }),
  unique: Type.Boolean({ examples: [false] }),
  filterable: Type.Boolean({ description: 'lists can filter and sort by it', examples: [true] }),
  searchable: Type.Boolean({ description: 'lists answer contains and startsWith', examples: [false] }),
  default: Type.Unknown({ examples: ['WEBSITE'] }),
  formula: orNull(Type.String({ maxLength: 4_000 }), 'CEL over other attributes: the attribute is then derived'),
  group: orNull(Type.String({ maxLength: 63 }), 'short id of an attribute group'),
  options: Type.Union([Type.Array(Type.Unknown()), Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
    description: 'of the enum types: a list of values, of {value, label}, or a map of values to labels',
    examples: [[{ value: 'WEBSITE', label: 'Website' }]],
  }),
  schema: orNull(Type.Record(Type.String(), Type.Unknown()), 'JSON Schema of an object'),
  target: orNull(Type.String({ maxLength: 63 }), 'short id of what a reference must belong to'),
  minimum: orNull(Type.Number()),
  maximum: orNull(Type.Number()),
  maxLength: orNull(Type.Integer({ minimum: 1 })),
  scale: orNull(Type.Integer({ minimum: 0 }), 'digits after the point of a decimal'),
})

export const AttributeGroupFields = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120, examples: ['Contact'] }),
})

/** What has attributes says them all at once where it is made. */
export const OwnerFields = {
  attributes: Type.Record(Type.String(), Type.Unknown(), {
    description: 'by short id, as in a configuration file',
    examples: [{ city: 'string', age: { type: 'integer', minimum: 18 } }],
  }),
  attributeGroups: Type.Record(Type.String(), Type.Unknown(), {
    description: 'by short id',
    examples: [{ contact: 'Contact' }],
  }),
}
