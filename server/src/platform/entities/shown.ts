import { type Static, Type } from 'typebox'
import type { Entity } from '../model/types.ts'

/** An entity as the configuration and its own routes show it. */
export const ShownEntity = Type.Object({
  id: Type.String({ format: 'uuid' }),
  shortId: Type.String({ examples: ['customer'] }),
  name: Type.String({ examples: ['Customer'] }),
  description: Type.String(),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type ShownEntity = Static<typeof ShownEntity>

export const showEntity = (entity: Entity): ShownEntity => ({
  id: entity.id,
  shortId: entity.shortId,
  name: entity.name,
  description: entity.description,
  createdAt: entity.createdAt.getTime(),
  updatedAt: entity.updatedAt.getTime(),
})
