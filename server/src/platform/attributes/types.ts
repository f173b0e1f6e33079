/** Every kind of value that an attribute can hold. The list is the product's; see docs/attributes.md for what each takes in. */
export const attributeTypes = [
  'string',
  'text',
  'name',
  'email',
  'phone',
  'username',
  'url',
  'html',
  'integer',
  'number',
  'float',
  'decimal',
  'boolean',
  'stringId',
  'integerId',
  'stringEnum',
  'integerEnum',
  'floatEnum',
  'multiStringEnum',
  'multiIntegerEnum',
  'multiFloatEnum',
  'multiString',
  'date',
  'time',
  'datetime',
  'datetimeISO8601',
  'monthOfYear',
  'photo',
  'multiPhotos',
  'document',
  'documents',
  'audio',
  'geolocation',
  'address',
  'otp',
  'json',
  'externalObject',
  'externalObjects',
  'customObject',
  'customObjects',
  'user',
  'record',
  'process',
  'task',
  'userCollection',
  'recordCollection',
  'processCollection',
  'taskCollection',
  'state',
  'status',
  'booking',
  'cart',
] as const
export type AttributeType = (typeof attributeTypes)[number]

export interface EnumOption {
  value: string | number
  label: string
}

/** What a type needs to know beyond its name. */
export interface AttributeOptions {
  /** for the enum types, in order */
  options?: EnumOption[]
  /** JSON Schema, for externalObject(s) and customObject(s) */
  schema?: Record<string, unknown>
  /** for process, record, task and their collections: short id of the procedure, entity or state task that the value must belong to */
  target?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  /** digits after the point, for decimal */
  scale?: number
}

/** One attribute of a procedure, an entity, or a state task's form. */
export interface Attribute {
  id: string
  shortId: string
  name: string
  type: AttributeType
  options: AttributeOptions
  isRequired: boolean
  isUnique: boolean
  /** values stand in the side table, so that lists can filter and sort by them */
  isFilterable: boolean
  /** values answer `contains` and `startsWith` */
  isSearchable: boolean
  /** used at creation where no value was given; already in stored form */
  defaultValue: unknown
  /** CEL expression; the attribute is then derived and takes no input */
  formula: string | null
}

/** A value in its stored form (JSON): text, number, boolean, array or object as its type says; never undefined. */
export type StoredValue = string | number | boolean | StoredValue[] | { [key: string]: StoredValue | null } | null

/** A value as it stands in the filter side table: one JSON scalar. */
export type IndexScalar = string | number | boolean
