import build from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { compileWhenUsed } from './compile-when-used.ts'

const serializerOf = compileWhenUsed((schema) => build(schema))

/** As Fastify does it, but each schema once, and when it is first used. */
export const compileSerializer: FastifySerializerCompiler<TSchema> = ({ schema }) => {
  const serializer = serializerOf(schema)
  return (data) => serializer()(data)
}
