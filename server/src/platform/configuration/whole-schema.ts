import { type TProperties, Type } from 'typebox'
import { ShownAttribute, ShownAttributeGroup } from '../attributes/shown.ts'
import { ShownEntity } from '../entities/shown.ts'
import { statuses } from '../model/types.ts'
import { ShownProcedure, ShownStateTask } from '../procedures/shown.ts'
import { Role } from '../roles/types.ts'

const uuid = Type.String({ format: 'uuid' })
const time = Type.Integer({ description: 'epoch milliseconds' })
const textOrNull = Type.Union([Type.String(), Type.Null()])
const uuidOrNull = Type.Union([uuid, Type.Null()])

const listOf = (fields: TProperties) => Type.Array(Type.Object({ id: uuid, shortId: Type.String(), ...fields }))

const named = listOf({ name: Type.String(), createdAt: time, updatedAt: time })

/** What `GET /v1/ext/config` answers; `whole.ts` makes it. */
export const WholeConfiguration = Type.Object({
  team: listOf({
    name: Type.String(),
    timeZone: Type.String(),
    callingCode: Type.String(),
    branding: Type.Record(Type.String(), Type.Unknown()),
    modelVersion: Type.Integer({ description: 'raised by each change of the configuration' }),
    createdAt: time,
    updatedAt: time,
  }),
  entities: Type.Array(ShownEntity),
  procedures: Type.Array(ShownProcedure),
  attributeTypes: listOf({
    type: Type.String(),
    label: Type.String(),
    description: Type.String(),
    isMulti: Type.Boolean(),
    isFilterable: Type.Boolean(),
    isFilterableByDefault: Type.Boolean(),
    isSearchable: Type.Boolean(),
    isSearchableByDefault: Type.Boolean(),
    canBeUnique: Type.Boolean(),
    canBePrimaryKey: Type.Boolean(),
    options: Type.Array(Type.String(), { description: 'what an attribute of the type may say beyond its type' }),
    operators: Type.Array(Type.String(), { description: 'of where' }),
    schema: Type.Record(Type.String(), Type.Unknown(), { description: 'JSON Schema of a stored value' }),
  }),
  attributes: Type.Array(ShownAttribute),
  derivedAttributes: Type.Array(ShownAttribute),
  attributeGroups: Type.Array(ShownAttributeGroup),
  roles: Type.Array(Type.Object({ shortId: Type.String(), ...Role.properties })),
  pods: named,
  taskTypes: listOf({ name: Type.String() }),
  forms: listOf({ name: Type.String(), stateTask: uuid }),
  formFields: listOf({
    name: Type.String(),
    form: uuid,
    attribute: uuid,
    required: Type.Boolean(),
    order: Type.Integer(),
  }),
  formActionButtons: listOf({
    name: Type.String(),
    form: uuid,
    status: Type.Enum([...statuses]),
    movesTo: uuidOrNull,
    movesToShortId: textOrNull,
  }),
  stateTasks: Type.Array(Type.Object({ ...ShownStateTask.properties, taskType: uuid, form: uuid })),
  userProfiles: Type.Array(
    Type.Object({
      id: uuid,
      user: uuid,
      username: Type.String(),
      displayName: Type.String(),
      role: uuid,
      pods: Type.Array(uuid),
      skills: Type.Array(uuid),
      timezone: textOrNull,
      isActive: Type.Boolean(),
    }),
  ),
  attributeConfig: listOf({
    attribute: uuid,
    owner: uuid,
    required: Type.Boolean(),
    unique: Type.Boolean(),
    filterable: Type.Boolean(),
    searchable: Type.Boolean(),
    default: Type.Unknown(),
    group: uuidOrNull,
  }),
  skillTypes: named,
})
