import { BadInput, NotFound } from '../../errors.ts'
import { nearest } from '../attributes/nearest.ts'
import type { TeamModel } from '../model/types.ts'
import type { Role } from './types.ts'

const roleOf = (model: TeamModel, reference: string): Role | undefined =>
  model.roles.get(reference) ?? [...model.roles.values()].find(({ name }) => name === reference)

/** The role at a path, by uuid or by name. */
export function roleAt(model: TeamModel, reference: string): Role {
  const role = roleOf(model, reference)
  if (!role) throw new NotFound(`There is no role ${reference}.`, { hint: 'GET /v1/ext/roles lists them.' })
  return role
}

/** The role that a field of a body means, by uuid or by name. */
export function roleMeant(model: TeamModel, reference: string, path: string): Role {
  const role = roleOf(model, reference)
  if (role) return role
  const names = [...model.roles.values()].map(({ name }) => name)
  const near = nearest(reference, names)
  throw new BadInput(`There is no role "${reference}"${near ? `; did you mean "${near}"?` : '.'}`, {
    code: 'unknown_role',
    path,
    hint: `The roles are ${names.join(', ')}.`,
  })
}
