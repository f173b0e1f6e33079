import { type Static, Type } from 'typebox'
import { freeObject, nullable } from '../../http/schema.ts'

const uuid = Type.String({ format: 'uuid' })

export const layouts = ['table', 'board'] as const

/** What a view shows. `where`, `search` and `orderBy` are those of the list call, and are read as it reads them. */
export const ViewDefinition = Type.Object(
  {
    layout: Type.Optional(Type.Enum([...layouts], { description: 'table unless given', examples: ['table'] })),
    where: Type.Optional(
      freeObject({
        description: 'conditions, as the list takes them',
        examples: [{ status: 'OPEN', city: ['Pune', 'Goa'] }],
      }),
    ),
    search: Type.Optional(Type.String({ maxLength: 200, description: 'as the list takes it' })),
    orderBy: Type.Optional(
      Type.Unknown({
        description: 'as the list takes it; of chats createdAt or lastMessageAt, with a minus for descending',
        examples: ['-createdAt'],
      }),
    ),
    columns: Type.Optional(
      Type.Array(
        Type.Object(
          {
            attribute: Type.String({
              minLength: 1,
              maxLength: 200,
              description:
                'short id of an attribute, a field of the process, or record.<short id>, as columns of an export',
              examples: ['city'],
            }),
            width: Type.Optional(Type.Integer({ minimum: 20, maximum: 4_000, description: 'pixels', examples: [160] })),
          },
          { additionalProperties: false },
        ),
        {
          maxItems: 200,
          description: 'in their order; of a list of processes only',
          examples: [[{ attribute: 'name', width: 240 }, { attribute: 'city' }]],
        },
      ),
    ),
    groupBy: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          'what the columns of a board stand for: state (unless given), status, assignedTo, belongsTo, or an attribute that holds one short value',
        examples: ['state'],
      }),
    ),
  },
  { additionalProperties: false },
)
export type ViewDefinition = Static<typeof ViewDefinition>

export const View = Type.Object({
  id: uuid,
  procedure: nullable(uuid, { description: 'null of a view of the chats' }),
  procedureShortId: nullable(Type.String(), { examples: ['lead'] }),
  name: Type.String({ examples: ['Open in Pune'] }),
  definition: ViewDefinition,
  isShared: Type.Boolean({ description: 'seen by all who read the list; else by its user alone' }),
  position: Type.Integer({ description: 'views stand in its order, then by name' }),
  user: nullable(uuid, { description: 'whose view it is' }),
  mayChange: Type.Boolean({ description: 'whether this key may change and delete it' }),
  version: Type.Integer({ description: 'raised by each change; the ETag' }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type View = Static<typeof View>

const fields = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', examples: ['Open in Pune'] }),
  definition: ViewDefinition,
  isShared: Type.Boolean({ description: 'false unless given' }),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'behind the others unless given' }),
}

export const NewView = Type.Object(
  {
    name: fields.name,
    definition: fields.definition,
    isShared: Type.Optional(fields.isShared),
    position: Type.Optional(fields.position),
  },
  { additionalProperties: false },
)
export type NewView = Static<typeof NewView>

/** Which list a view is of that belongs to no procedure. */
export const of = Type.Enum(['chats'], { description: 'the list that the view is of', examples: ['chats'] })

export const NewViewOf = Type.Object({ of, ...NewView.properties }, { additionalProperties: false })

export const ViewChanges = Type.Partial(NewView, {
  additionalProperties: false,
  description: 'only the fields that are passed change; a definition is replaced as a whole',
})
export type ViewChanges = Static<typeof ViewChanges>
