import type { Attribute, Procedure } from '@nadi/sdk'
import type { TeamModel } from '../../model/team-model.ts'
import type { Option } from '../../ui/combobox.tsx'
import type { Call } from './document.ts'

/** The team's own values for a parameter, where they are a few: its procedures, states, people. */
export function choicesFor(name: string, model: TeamModel, given: Record<string, string>): Option[] | undefined {
  const procedure = model.procedure(given.procedure ?? '')
  switch (name) {
    case 'procedure':
      return model.procedures.map(({ shortId, name: label }) => ({ value: shortId, label: shortId, note: label }))
    case 'entity':
      return model.entities.map(({ shortId, name: label }) => ({ value: shortId, label: shortId, note: label }))
    case 'user':
    case 'assignedTo':
      return model.users.map(({ username, displayName }) => ({ value: username, label: username, note: displayName }))
    case 'role':
      return model.roles.map((role) => ({ value: role.name, label: role.name }))
    case 'state':
      return procedure?.states.map(({ shortId, name: label }) => ({ value: shortId, label: shortId, note: label }))
    case 'stateTask':
      return (
        procedure &&
        model
          .stateTasksOf(procedure.id)
          .map(({ shortId, name: label }) => ({ value: shortId, label: shortId, note: label }))
      )
    case 'primaryKeyShortId':
      return procedure?.primaryKey ? [{ value: procedure.primaryKey, label: procedure.primaryKey }] : undefined
    default:
      return undefined
  }
}

/** The document's example of a body, with the team's own attributes where it makes or changes a process or a task. */
export function bodyFor(call: Call, model: TeamModel, given: Record<string, string>): unknown {
  const example = call.body?.example
  const procedure = model.procedure(given.procedure ?? '')
  if (!procedure || !isObject(example)) return example
  if (call.path.includes('/task/')) {
    const task = model.stateTasksOf(procedure.id).find(({ shortId }) => shortId === given.stateTask)
    return task ? { ...example, data: dataOf(model.attributesOf(task.id)) } : example
  }
  if ('where' in example) return { ...example, where: whereOf(procedure) }
  if ('data' in example && !call.path.includes('/list')) {
    const data = dataOf(
      model
        .attributesOf(procedure.id)
        .filter(({ shortId }) => !(procedure.numbering && shortId === procedure.primaryKey)),
    )
    return 'state' in example ? { ...example, data, state: procedure.defaultStateShortId } : { ...example, data }
  }
  return example
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const whereOf = (procedure: Procedure): object => ({
  status: 'OPEN',
  state: procedure.states.map(({ shortId }) => shortId).slice(0, 2),
})

const dataOf = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(
    attributes
      .filter(({ formula }) => formula === null)
      .slice(0, 6)
      .map((attribute) => [attribute.shortId, sampleOf(attribute)] as const)
      .filter(([, value]) => value !== undefined),
  )

/** Something that the attribute takes; undefined where nothing can be made up. */
function sampleOf({ type, options, name }: Attribute): unknown {
  if (options) return type.startsWith('multi') ? options.slice(0, 2).map(({ value }) => value) : options[0]?.value
  switch (type) {
    case 'string':
    case 'text':
    case 'name':
      return name
    case 'email':
      return 'asha@example.com'
    case 'phone':
      return '+919876543210'
    case 'integer':
    case 'number':
    case 'float':
      return 100
    case 'decimal':
      return '100.00'
    case 'boolean':
      return true
    case 'date':
      return new Date().toISOString().slice(0, 10)
    case 'datetime':
    case 'datetimeISO8601':
      return new Date(Date.now() + 86_400_000).toISOString().slice(0, 19)
    case 'url':
      return 'https://example.com'
    case 'multiString':
      return [name]
    default:
      return undefined
  }
}
