import type { FastifyInstance } from 'fastify'
import { type TObject, type TSchema, Type } from 'typebox'
import { NotFound } from '../../errors.ts'
import { answer, envelope } from '../../http/app.ts'
import type { Scope } from '../../scope.ts'
import { nearest } from '../attributes/nearest.ts'
import type { TeamModel } from '../model/types.ts'
import type { Change } from './change.ts'
import type { ModelParts, PartPath } from './parts.ts'
import { ChangeAnswer } from './types.ts'

type Params = Readonly<Record<string, string>>

/** A kind of thing in a model that has routes of its own. */
interface PartKind {
  /** `state task`: in sentences, and with a hyphen in the address */
  noun: string
  plural: string
  tag: string
  /** address of what it is a part of */
  base: string
  /** what stands in that address */
  params: TObject
  /** its fields, as a document names them; all may be left out */
  fields: TObject
  /** those that a new one must have */
  required?: readonly string[]
  examples?: readonly object[]
  shown: TSchema
  /** where its like stand in a document */
  section(params: Params): PartPath
  /** those that the role may see, as they are shown. @throws NotFound where it does not see what they are parts of */
  list(scope: Scope, model: TeamModel, params: Params): readonly { id: string; shortId: string }[]
}

const allowLoss = Type.Object({
  allowLoss: Type.Optional(Type.Boolean({ description: 'do it also where data is lost', default: false })),
})
const meta = Type.Object({ changes: Type.Array(ChangeAnswer, { description: 'what was changed, in words' }) })
const shortId = Type.String({ minLength: 1, maxLength: 63, description: 'never changes' })

/** List, fetch, create, update, delete and restore things of a kind. */
export function addPartRoutes(app: FastifyInstance, parts: ModelParts, kind: PartKind): void {
  const { noun, plural, base, tag, fields, required = [] } = kind
  const slug = noun.replaceAll(' ', '-')
  const name = noun.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase())
  const address = `${base}/${slug}/:${name}`
  const tags = [tag]
  const params = Type.Object({
    ...kind.params.properties,
    [name]: Type.String({ description: `short id or uuid of the ${noun}` }),
  })
  const one = { 200: envelope(kind.shown as TSchema, meta) }
  const manages = { permission: 'model.manage' } as const
  const reads = { permission: 'authenticated' } as const
  const pathTo = (given: Params, reference: string): PartPath => [...kind.section(given), reference]

  const find = async (scope: Scope, given: Params, reference: string): Promise<unknown> => {
    const model = await parts.model(scope)
    const things = kind.list(scope, model, given)
    const thing = things.find((each) => each.shortId === reference || each.id === reference.toLowerCase())
    if (thing) return thing
    const near = nearest(
      reference,
      things.map((each) => each.shortId),
    )
    throw new NotFound(`There is no ${noun} "${reference}"${near ? `; did you mean "${near}"?` : '.'}`, { path: name })
  }
  const answerChanged = async (scope: Scope, given: Params, reference: string, changes: Change[]) =>
    answer(await find(scope, given, reference), { changes })

  app.get(
    `${base}/${plural.replaceAll(' ', '-')}`,
    {
      config: reads,
      schema: {
        summary: `List ${plural}`,
        tags,
        params: kind.params,
        response: { 200: envelope(Type.Array(kind.shown)) },
      },
    },
    async ({ scope, params: given }) => {
      const model = await parts.model(scope)
      return answer([...kind.list(scope, model, given as Params)])
    },
  )

  app.get(
    address,
    {
      config: reads,
      schema: { summary: `Fetch ${aOrAn(noun)}`, tags, params, response: { 200: envelope(kind.shown) } },
    },
    async ({ scope, params: given }) => answer(await find(scope, given as Params, (given as Params)[name] ?? '')),
  )

  app.post(
    `${base}/${slug}`,
    {
      config: manages,
      schema: {
        summary: `Create ${aOrAn(noun)}`,
        description: `A removed one of that short id comes back, if it can be what is asked for.`,
        tags,
        params: kind.params,
        querystring: allowLoss,
        body: Type.Object(
          { shortId, ...demanding(fields, required) },
          { additionalProperties: false, ...(kind.examples && { examples: [...kind.examples] }) },
        ),
        response: one,
      },
    },
    async ({ scope, params: given, query, body }) => {
      const { shortId: made, ...said } = body as { shortId: string }
      const changes = await parts.add(scope, pathTo(given as Params, made), said, query as object)
      return answerChanged(scope, given as Params, made, changes)
    },
  )

  app.put(
    address,
    {
      config: manages,
      schema: {
        summary: `Update ${aOrAn(noun)}`,
        description:
          'Only the fields that are passed change. What would lose data is refused with a 409 unless allowLoss is true.',
        tags,
        params,
        querystring: allowLoss,
        body: Type.Object(demanding(fields, []), { additionalProperties: false }),
        response: one,
      },
    },
    async ({ scope, params: given, query, body }) => {
      const reference = (given as Params)[name] ?? ''
      const changes = await parts.change(scope, pathTo(given as Params, reference), body as object, query as object)
      return answerChanged(scope, given as Params, reference, changes)
    },
  )

  app.delete(
    address,
    {
      config: manages,
      schema: {
        summary: `Delete ${aOrAn(noun)}`,
        description: 'It can be restored. What would lose data is refused with a 409 unless allowLoss is true.',
        tags,
        params,
        querystring: allowLoss,
        response: one,
      },
    },
    async ({ scope, params: given, query }) => {
      const reference = (given as Params)[name] ?? ''
      const was = await find(scope, given as Params, reference)
      return answer(was, { changes: await parts.remove(scope, pathTo(given as Params, reference), query as object) })
    },
  )

  app.post(
    `${address}/restore`,
    {
      config: manages,
      schema: { summary: `Restore a deleted ${noun}`, tags, params, querystring: allowLoss, response: one },
    },
    async ({ scope, params: given, query }) => {
      const reference = (given as Params)[name] ?? ''
      const changes = await parts.restore(scope, pathTo(given as Params, reference), query as object)
      return answerChanged(scope, given as Params, reference, changes)
    },
  )
}

const aOrAn = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`)

const demanding = ({ properties }: TObject, required: readonly string[]): Record<string, TSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      required.includes(name) ? schema : Type.Optional(schema),
    ]),
  )
