import { IANAZone } from 'luxon'
import type { Problem } from '../../errors.ts'
import { type AttributeDefinition, checkAttributeDefinitions } from '../attributes/check-definition.ts'
import type { IngestionContext } from '../attributes/ingestion-context.ts'
import { checkProcedure } from './check-procedure.ts'
import { join } from './items.ts'
import { checkShortId, unknownName } from './names.ts'
import type { AttributeSpec, ModelSpec, OwnerSpec, TeamSpec } from './spec.ts'

/** Everything that would be wrong with a model, each at its path in a document. */
export function checkModel(model: ModelSpec): Problem[] {
  const problems: Problem[] = [...checkTeam(model.team)]
  const context: IngestionContext = model.team
  const owners: [string, OwnerSpec][] = []
  for (const [shortId, entity] of model.entities) {
    problems.push(...checkShortId('entities', shortId))
    owners.push([`entities.${shortId}`, entity])
  }
  for (const [shortId, procedure] of model.procedures) {
    const path = `procedures.${shortId}`
    problems.push(...checkShortId('procedures', shortId), ...checkProcedure(procedure, path, model))
    owners.push([path, procedure])
    for (const [task, stateTask] of procedure.stateTasks) owners.push([`${path}.stateTasks.${task}`, stateTask])
  }
  for (const [path, owner] of owners) problems.push(...checkAttributes(owner, path, context, model))
  return [...problems, ...checkPeople(model)]
}

function checkTeam(team: TeamSpec): Problem[] {
  const problems: Problem[] = []
  const wrong = (field: keyof TeamSpec, message: string): void => {
    problems.push({ code: 'wrong_value', message: `team.${field} ${message}`, path: `team.${field}` })
  }
  if (team.name.trim() === '') wrong('name', 'must not be empty.')
  if (!IANAZone.isValidZone(team.timeZone)) wrong('timeZone', `must be a time zone like Asia/Kolkata.`)
  if (!/^[1-9]\d{0,3}$/.test(team.callingCode)) wrong('callingCode', 'must be 1 to 4 digits like 91.')
  return problems
}

const documentField: Record<string, string> = {
  isRequired: 'required',
  isUnique: 'unique',
  isFilterable: 'filterable',
  isSearchable: 'searchable',
  defaultValue: 'default',
}

const toDefinition = (shortId: string, attribute: AttributeSpec): AttributeDefinition => ({
  shortId,
  name: attribute.name,
  type: attribute.type,
  options: attribute.options,
  isRequired: attribute.required,
  isUnique: attribute.unique,
  isFilterable: attribute.filterable,
  isSearchable: attribute.searchable,
  defaultValue: attribute.default,
  formula: attribute.formula,
})

function checkAttributes(owner: OwnerSpec, path: string, context: IngestionContext, model: ModelSpec): Problem[] {
  const shortIds = [...owner.attributes.keys()]
  const definitions = [...owner.attributes].map(([shortId, attribute]) => toDefinition(shortId, attribute))
  const problems: Problem[] = checkAttributeDefinitions(definitions, context, '').map((problem) => ({
    ...problem,
    path: toDocumentPath(problem.path ?? '', join(path, 'attributes'), shortIds),
  }))
  for (const group of owner.attributeGroups.keys()) problems.push(...checkShortId(join(path, 'attributeGroups'), group))
  for (const [shortId, { group, type, options, unique }] of owner.attributes) {
    const at = join(path, `attributes.${shortId}`)
    if (group !== null && !owner.attributeGroups.has(group)) {
      problems.push(unknownName('attribute group', group, owner.attributeGroups.keys(), `${at}.group`))
    }
    if (unique && (!path.startsWith('procedures.') || path.includes('.stateTasks.'))) {
      problems.push({
        code: 'cannot_be_unique',
        message: `${at}.unique cannot be true: only attributes of procedures can be unique.`,
        path: `${at}.unique`,
      })
    }
    const targets = targetsOf(type, model)
    if (options.target !== undefined && targets && !targets.names.has(options.target)) {
      problems.push(unknownName(targets.what, options.target, targets.names, `${at}.target`))
    }
  }
  return problems
}

/** `.0.options.minimum` → `procedures.lead.attributes.city.minimum` */
function toDocumentPath(path: string, base: string, shortIds: readonly string[]): string {
  const [index = '', field = '', ...rest] = path.replace(/^\./, '').split('.')
  const names = field === 'options' ? rest : field === 'shortId' ? [] : [documentField[field] ?? field, ...rest]
  return [base, shortIds[Number(index)] ?? index, ...names].filter(Boolean).join('.')
}

function targetsOf(type: AttributeSpec['type'], model: ModelSpec): { what: string; names: Set<string> } | undefined {
  if (type.startsWith('process') || type === 'state')
    return { what: 'procedure', names: new Set(model.procedures.keys()) }
  if (type.startsWith('record')) return { what: 'entity', names: new Set(model.entities.keys()) }
  if (type.startsWith('task')) {
    const tasks = [...model.procedures.values()].flatMap((procedure) => [...procedure.stateTasks.keys()])
    return { what: 'state task', names: new Set(tasks) }
  }
  return undefined
}

function checkPeople(model: ModelSpec): Problem[] {
  const problems: Problem[] = []
  const mustExist = (what: string, name: string, known: ReadonlyMap<string, unknown>, path: string): void => {
    if (!known.has(name)) problems.push(unknownName(what, name, known.keys(), path))
  }
  for (const [name, role] of model.roles) {
    for (const procedure of Object.keys(role.procedures)) {
      if (procedure !== '*')
        mustExist('procedure', procedure, model.procedures, `roles.${name}.procedures.${procedure}`)
    }
  }
  for (const [username, user] of model.users) {
    const path = `users.${username}`
    if (user.role) mustExist('role', user.role, model.roles, `${path}.role`)
    for (const pod of user.pods) mustExist('pod', pod, model.pods, `${path}.pods`)
    for (const skill of user.skills) mustExist('skill', skill, model.skills, `${path}.skills`)
  }
  return problems
}
