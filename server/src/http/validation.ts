import { Ajv } from 'ajv'
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

export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = httpPart === 'body' ? ofBody(schema) : ofText(schema)
  return (data) => {
    const validate = validator()
    return validate(data) || { error: validate.errors ?? [] }
  }
}
