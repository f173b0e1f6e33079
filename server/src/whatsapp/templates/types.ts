import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import type { MetaComponent } from './meta.ts'

/** A template as Nadi keeps it: one name in one language. */
export interface Template {
  id: string
  pluginId: string
  name: string
  language: string
  category: string
  status: string
  /** POSITIONAL or NAMED */
  parameterFormat: string
  components: MetaComponent[]
  quality: string | null
  rejectedReason: string | null
  /** place → short id of an attribute: `{"1": "name", "header.1": "city"}` */
  processMapping: Record<string, string>
  readAt: Date
  createdAt: Date
  updatedAt: Date
}

const epoch = (description: string) => Type.Integer({ description: `epoch milliseconds: ${description}` })
const Components = Type.Array(Type.Unsafe<MetaComponent>({ type: 'object', additionalProperties: true }), {
  description: "Meta's components",
})

export const ProcessMapping = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }), {
  description: 'place of a parameter (`place` in `parameters`) → short id of an attribute',
  examples: [{ '1': 'name', 'header.1': 'city' }],
})

export const TemplateParameter = Type.Object({
  place: Type.String({ description: 'as a process mapping names it', examples: ['1', 'header.1', 'button.0'] }),
  field: Type.String({ description: 'the field of a send that fills it', examples: ['mapping', 'imageUrl'] }),
  name: nullable(Type.String(), { description: 'its schemaPropertyName in that field; null for a field of its own' }),
  kind: Type.String({ description: 'text, image, video, document, location, url, payload, code, otp …' }),
  isRequired: Type.Boolean(),
})
export type TemplateParameter = Static<typeof TemplateParameter>

export const ShownTemplate = Type.Object({
  id: Type.String({ description: "Meta's id of it", examples: ['1689556908129832'] }),
  plugin: Type.String({ format: 'uuid' }),
  name: Type.String({ examples: ['order_confirmation'] }),
  language: Type.String({ examples: ['en_US'] }),
  category: Type.String({ description: 'MARKETING, UTILITY or AUTHENTICATION', examples: ['UTILITY'] }),
  status: Type.String({ description: 'only APPROVED ones are sent', examples: ['APPROVED'] }),
  parameterFormat: Type.String({ description: 'POSITIONAL or NAMED', examples: ['POSITIONAL'] }),
  components: Components,
  parameters: Type.Array(TemplateParameter, { description: 'what a send fills' }),
  quality: nullable(Type.String(), { description: 'GREEN, YELLOW, RED or UNKNOWN' }),
  rejectedReason: nullable(Type.String()),
  processMapping: ProcessMapping,
  readAt: epoch('when it was last read from Meta'),
  createdAt: epoch('when Nadi first saw it'),
  updatedAt: epoch('when Nadi last saw it change'),
})
export type ShownTemplate = Static<typeof ShownTemplate>

export const TemplateQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 200, description: 'a part of the name or of the text' })),
    status: Type.Optional(Type.String({ maxLength: 40, examples: ['APPROVED'] })),
    category: Type.Optional(Type.String({ maxLength: 40, examples: ['UTILITY'] })),
    language: Type.Optional(Type.String({ maxLength: 20, examples: ['en_US'] })),
    cursor: Type.Optional(Type.String({ maxLength: 2000, description: '_meta.nextCursor of the page before' })),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  },
  { additionalProperties: false },
)
export type TemplateQuery = Static<typeof TemplateQuery>

export const TemplateListMeta = Type.Object({
  hasMore: Type.Boolean(),
  nextCursor: Type.Optional(Type.String()),
  readAt: nullable(Type.Integer(), { description: 'epoch milliseconds: when all were last read from Meta' }),
})
