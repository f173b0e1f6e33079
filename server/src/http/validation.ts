import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { uuidForm } from '../uuid.ts'
import { compileWhenUsed } from './compile-when-used.ts'

const options = { allErrors: true, verbose: true, strict: false, removeAdditional: false, useDefaults: true } as const

// a body says what it means by its JSON types; what attributes take beyond that is theirs to decide
const bodies = new Ajv({ ...options, coerceTypes: false })
// paths and queries are all text
const texts = new Ajv({ ...options, coerceTypes: 'array' })
for (const ajv of [bodies, texts]) {
  addFormats.default(ajv)
  // the package's form also takes urn:uuid:…, which PostgreSQL does not
  ajv.addFormat('uuid', uuidForm)
}

const ofBody = compileWhenUsed((schema) => bodies.compile(schema))
const ofText = compileWhenUsed((schema) => texts.compile(schema))

/** Tells what is wrong with a value, fills in its defaults; null where all is right. */
type Check = (value: unknown) => NonNullable<ValidateFunction['errors']> | null

function checkWith(validator: () => ValidateFunction): Check {
  return (value) => {
    const validate = validator()
    return validate(value) ? null : (validate.errors ?? [])
  }
}

/** Checks what is read like the body of a call, but is not one: a row of many. */
export const checkBody = (schema: TSchema): Check => checkWith(ofBody(schema))

export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = checkWith(httpPart === 'body' ? ofBody(schema) : ofText(schema))
  return (value) => {
    const error = check(value)
    return error ? { error } : true
  }
}
