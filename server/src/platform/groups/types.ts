import { type Static, Type } from 'typebox'

/**
 * Users are grouped in two ways, which differ only in what they mean: a pod holds people who share work (a role may be limited to the
 * processes of one's own pods), a skill those who can do a kind of work.
 */
export interface GroupKind {
  readonly noun: 'pod' | 'skill'
  readonly table: 'pods' | 'skills'
  readonly idColumn: 'pod_id' | 'skill_id'
}

export const podKind: GroupKind = { noun: 'pod', table: 'pods', idColumn: 'pod_id' }
export const skillKind: GroupKind = { noun: 'skill', table: 'skills', idColumn: 'skill_id' }

export const Group = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ examples: ['Pune branch'] }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type Group = Static<typeof Group>

export const NewGroup = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', examples: ['Pune branch'] }) },
  { additionalProperties: false },
)
export type NewGroup = Static<typeof NewGroup>
