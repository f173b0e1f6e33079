import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import { OwnerFields } from '../attributes/definition-schema.ts'
import { attributeRoutes } from '../attributes/routes.ts'
import { addPartRoutes } from '../configuration/part-routes.ts'
import type { ModelParts } from '../configuration/parts.ts'
import { entityKnown, knownEntities } from './find.ts'
import { ShownEntity, showEntity } from './shown.ts'

const tag = 'entity'

const fields = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120, examples: ['Customer'] }),
  description: Type.String({ maxLength: 2_000 }),
  ...OwnerFields,
})

/** Entities and their attributes. */
export const entityRoutes =
  (parts: ModelParts): Routes =>
  async (app) => {
    addPartRoutes(app, parts, {
      noun: 'entity',
      plural: 'entities',
      tag,
      base: '/v1/ext',
      params: Type.Object({}),
      fields,
      examples: [{ shortId: 'customer', attributes: { name: 'name', phone_number: 'phone' } }],
      shown: ShownEntity,
      section: () => ['entities'],
      list: (scope, model) => knownEntities(scope, model).map(showEntity),
    })
    await app.register(
      attributeRoutes(parts, {
        tag,
        base: '/v1/ext/entity/:entity',
        params: Type.Object({
          entity: Type.String({ description: 'short id or uuid of the entity', examples: ['customer'] }),
        }),
        path: (given) => ['entities', given.entity ?? ''],
        find: (scope, model, given) => entityKnown(scope, model, given.entity ?? ''),
      }),
    )
  }
