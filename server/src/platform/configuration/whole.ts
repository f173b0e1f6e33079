import { v5 } from 'uuid'
import type { Scope } from '../../scope.ts'
import { attributeTypeCatalogue } from '../attributes/catalogue.ts'
import { showAttribute, showAttributeGroup } from '../attributes/shown.ts'
import { knownEntities } from '../entities/find.ts'
import { showEntity } from '../entities/shown.ts'
import type { ModelAttribute, Named, Procedure, StateTask, TeamModel } from '../model/types.ts'
import { knownProcedures } from '../procedures/find.ts'
import { showProcedure, showStateTask } from '../procedures/shown.ts'
import type { Role } from '../roles/types.ts'

/** Ids of what is not stored by itself but follows from something that is: the same each time. */
const derivedId = (of: string, name: string): string => v5(name, of)

/**
 * The team's whole configuration, in the arrays that the contract names, as far as the role may see it: the procedures that it may read, with what
 * belongs to them. Who may change the model sees all of it.
 */
export function showWhole(scope: Scope, model: TeamModel) {
  const procedures = knownProcedures(scope, model)
  const entities = knownEntities(scope, model)
  const stateTasks = procedures.flatMap((procedure) => [...procedure.stateTasks])
  const owners = new Set([...procedures, ...entities, ...stateTasks].map(({ id }) => id))
  const attributes = [...model.attributes.values()].filter(({ ownerId }) => owners.has(ownerId))
  const taskType = derivedId(model.team.id, 'STATE_TASK')

  return {
    team: [showTeam(model)],
    entities: entities.map(showEntity),
    procedures: procedures.map(showProcedure),
    attributeTypes: attributeTypeCatalogue().map((entry) => ({
      id: derivedId(model.team.id, entry.type),
      shortId: entry.type,
      ...entry,
    })),
    attributes: attributes.filter(({ formula }) => formula === null).map(showAttribute),
    derivedAttributes: attributes.filter(({ formula }) => formula !== null).map(showAttribute),
    attributeGroups: model.attributeGroups.filter(({ ownerId }) => owners.has(ownerId)).map(showAttributeGroup),
    roles: [...model.roles.values()].map((role) => showRole(role, procedures)),
    pods: [...model.pods.values()].map(showNamed),
    taskTypes: [{ id: taskType, shortId: 'STATE_TASK', name: 'State task' }],
    forms: stateTasks.map(showForm),
    formFields: stateTasks.flatMap(showFields),
    formActionButtons: procedures.flatMap((procedure) =>
      procedure.stateTasks.map((task) => showButton(procedure, task)),
    ),
    stateTasks: stateTasks.map((task) => ({ ...showStateTask(task), taskType, form: derivedId(task.id, 'form') })),
    userProfiles: [...model.users.values()].map(({ id, username, displayName, roleId, podIds, skillIds, ...user }) => ({
      id,
      user: id,
      username,
      displayName,
      role: roleId,
      pods: podIds.filter((pod) => model.pods.has(pod)),
      skills: skillIds.filter((skill) => model.skills.has(skill)),
      timezone: user.timezone,
      isActive: user.isActive,
    })),
    attributeConfig: attributes.map(showAttributeConfig),
    skillTypes: [...model.skills.values()].map(showNamed),
  }
}

const showTeam = ({ team, version }: TeamModel) => ({
  id: team.id,
  shortId: team.shortId,
  name: team.name,
  timeZone: team.timeZone,
  callingCode: team.callingCode,
  branding: team.branding,
  modelVersion: version,
  createdAt: team.createdAt.getTime(),
  updatedAt: team.updatedAt.getTime(),
})

/** Of what a role may reach, only what who asks may see. */
const showRole = (role: Role, procedures: readonly Procedure[]) => ({
  ...role,
  shortId: role.name,
  procedures: role.procedures.filter(
    ({ procedure }) => procedure === '*' || procedures.some(({ id }) => id === procedure),
  ),
})

const showNamed = ({ id, name, createdAt, updatedAt }: Named) => ({
  id,
  shortId: name,
  name,
  createdAt: createdAt.getTime(),
  updatedAt: updatedAt.getTime(),
})

const showForm = (task: StateTask) => ({
  id: derivedId(task.id, 'form'),
  shortId: task.shortId,
  name: task.name,
  stateTask: task.id,
})

const showFields = (task: StateTask) =>
  task.attributes.attributes.map((attribute, order) => ({
    id: derivedId(attribute.id, 'field'),
    shortId: attribute.shortId,
    name: attribute.name,
    form: derivedId(task.id, 'form'),
    attribute: attribute.id,
    required: attribute.isRequired,
    order,
  }))

/** Completing is the one action that a form has. */
const showButton = (procedure: Procedure, task: StateTask) => ({
  id: derivedId(task.id, 'complete'),
  shortId: 'complete',
  name: 'Complete',
  form: derivedId(task.id, 'form'),
  status: 'COMPLETED' as const,
  movesTo: (task.movesToState && procedure.stateByShortId.get(task.movesToState)?.id) ?? null,
  movesToShortId: task.movesToState,
})

const showAttributeConfig = (attribute: ModelAttribute) => ({
  id: derivedId(attribute.id, 'config'),
  shortId: attribute.shortId,
  attribute: attribute.id,
  owner: attribute.ownerId,
  required: attribute.isRequired,
  unique: attribute.isUnique,
  filterable: attribute.isFilterable,
  searchable: attribute.isSearchable,
  default: attribute.defaultValue,
  group: attribute.groupId,
})
