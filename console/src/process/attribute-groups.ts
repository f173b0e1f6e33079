import type { Attribute } from '@nadi/sdk'
import type { TeamModel } from '../model/team-model.ts'

export interface AttributesOfGroup {
  /** null: those in no group */
  name: string | null
  attributes: readonly Attribute[]
}

/** Attributes of a procedure or entity under their groups; those without one first. */
export function attributesInGroups(model: TeamModel, ownerId: string): AttributesOfGroup[] {
  const attributes = model.attributesOf(ownerId)
  const groups = model.groupsOf(ownerId)
  const known = new Set(groups.map(({ id }) => id))
  return [
    { name: null, attributes: attributes.filter(({ group }) => group === null || !known.has(group)) },
    ...groups.map(({ id, name }) => ({ name, attributes: attributes.filter(({ group }) => group === id) })),
  ].filter((group) => group.attributes.length > 0)
}
