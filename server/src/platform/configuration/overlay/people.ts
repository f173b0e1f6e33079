import { permissions } from '../../roles/types.ts'
import type { RoleDraft, TeamDraft, UserDraft } from '../document/format.ts'
import type { RoleSpec, TeamSpec, UserSpec } from '../spec.ts'
import { type Lay, pick, pickOrNull } from './layer.ts'

export const layTeam = (was: TeamSpec, { branding, ...given }: TeamDraft): TeamSpec => ({
  ...was,
  ...given,
  branding: { ...was.branding, ...branding },
})

export const layRole: Lay<RoleSpec, RoleDraft> = (stood, given, { prune }) => {
  const was = prune ? undefined : stood
  return {
    description: pick(given.description, was?.description, ''),
    type: pick(given.type, was?.type, 'USER'),
    permissions: permissions.filter((each) => pick(given.permissions, was?.permissions, []).includes(each)),
    procedures: given.procedures
      ? Object.fromEntries(
          [...given.procedures].map(([name, access]) => [
            name,
            { read: access.read ?? access.write ?? 'none', write: access.write ?? 'none' },
          ]),
        )
      : (was?.procedures ?? {}),
  }
}

export const layUser: Lay<UserSpec, UserDraft> = (stood, given, { path, prune, layer }) => {
  const was = prune ? undefined : stood
  const role = given.role ?? stood?.role
  if (role === undefined) {
    layer.problems.push({ code: 'required', message: `${path} needs a role.`, path: `${path}.role` })
  }
  return {
    firstName: pick(given.firstName, was?.firstName, ''),
    middleName: pick(given.middleName, was?.middleName, ''),
    lastName: pick(given.lastName, was?.lastName, ''),
    displayName: pick(given.displayName, was?.displayName, ''),
    timezone: pickOrNull(given.timezone, was?.timezone, null),
    role: role ?? '',
    pods: pick(given.pods, was?.pods, []).toSorted(),
    skills: pick(given.skills, was?.skills, []).toSorted(),
    active: pick(given.active, was?.active, true),
  }
}
