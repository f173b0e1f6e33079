import { type Static, type TSchema, type TSchemaOptions, Type } from 'typebox'

/**
 * `schema` or null, as `type: [string, null]`: the compiled serialisers decide that by a look at the value, where a union would be matched
 * form by form.
 */
export const nullable = <Schema extends TSchema & { type: string }>(schema: Schema, options: TSchemaOptions = {}) =>
  Type.Unsafe<Static<Schema> | null>({ ...schema, ...options, type: [schema.type, 'null'] })

/** An object whose keys are the team's own: attribute short ids. */
export const freeObject = (options: TSchemaOptions) =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, ...options })
