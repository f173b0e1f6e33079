import { type Static, type TSchema, Type } from 'typebox'

export const ErrorDetail = Type.Object({
  code: Type.String({ examples: ['unknown_attribute'] }),
  message: Type.String(),
  path: Type.Optional(Type.String({ examples: ['data.cty'] })),
  hint: Type.Optional(Type.String({ examples: ['Did you mean "city"?'] })),
})

/** The answer to every refusal: whole sentences in `_errors`, the same as data in `_meta.errors`. */
export const ErrorEnvelope = Type.Object({
  _data: Type.Null(),
  _meta: Type.Object({ requestId: Type.String(), errors: Type.Array(ErrorDetail) }),
  _errors: Type.Array(Type.String(), { examples: [['There is no attribute "cty" in lead; did you mean "city"?']] }),
})
export type ErrorEnvelope = Static<typeof ErrorEnvelope>

const noMeta = Type.Object({}, { additionalProperties: true })

/** The schema of an answer that carries `data`, with what `_meta` holds beside it. */
export const envelope = <Data extends TSchema, Meta extends TSchema = typeof noMeta>(data: Data, meta?: Meta) =>
  Type.Object({ _data: data, _meta: (meta ?? noMeta) as Meta, _errors: Type.Array(Type.String(), { examples: [[]] }) })

const none: string[] = []

export const answer = <Data, Meta extends object = Record<string, never>>(data: Data, meta?: Meta) => ({
  _data: data,
  _meta: meta ?? ({} as Meta),
  _errors: none,
})
