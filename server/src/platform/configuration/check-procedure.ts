import type { Problem } from '../../errors.ts'
import { typeOf } from '../attributes/type-registry.ts'
import { checkShortId, unknownName } from './names.ts'
import type { AttributeSpec, ModelSpec, ProcedureSpec } from './spec.ts'

/** Whether what a procedure says of itself holds together: its states, its special attributes, its tasks. */
export function checkProcedure(procedure: ProcedureSpec, path: string, model: ModelSpec): Problem[] {
  const { attributes, states } = procedure
  const problems: Problem[] = []
  const wrong = (field: string, code: string, message: string, hint?: string): void => {
    const at = `${path}.${field}`
    problems.push({ code, message: `${at} ${message}`, path: at, ...(hint && { hint }) })
  }
  const mustExist = (what: string, name: string, known: ReadonlyMap<string, unknown>, field: string): boolean => {
    if (!known.has(name)) problems.push(unknownName(what, name, known.keys(), `${path}.${field}`))
    return known.has(name)
  }
  const attributeAt = (name: string | null, field: string): AttributeSpec | undefined =>
    name !== null && mustExist('attribute', name, attributes, field) ? attributes.get(name) : undefined

  if (procedure.entity !== null) mustExist('entity', procedure.entity, model.entities, 'entity')

  const primaryKey = attributeAt(procedure.primaryKey, 'primaryKey')
  if (primaryKey && (!typeOf(primaryKey.type).canBePrimaryKey || primaryKey.formula !== null)) {
    wrong(
      'primaryKey',
      'not_a_key',
      `names ${procedure.primaryKey}, which is of type ${primaryKey.type}${primaryKey.formula === null ? '' : ' and derived'}.`,
      'Use a stringId attribute.',
    )
  }
  if (procedure.numbering && procedure.primaryKey === null) {
    wrong('numbering', 'not_numbered', 'numbers a primary key, but there is none.', 'Name one in primaryKey.')
  } else if (procedure.numbering?.prefix && primaryKey?.type.startsWith('integer')) {
    wrong('numbering.prefix', 'not_text', `must be empty: ${procedure.primaryKey} is of type ${primaryKey.type}.`)
  }
  attributeAt(procedure.primaryIdentifier, 'primaryIdentifier')
  if (procedure.merging) {
    const merging = attributeAt(procedure.merging.attribute, 'merging.attribute')
    if (merging && merging.type !== 'phone') {
      wrong(
        'merging.attribute',
        'not_a_phone',
        `names ${procedure.merging.attribute}, which is of type ${merging.type}.`,
        'Processes are merged by an attribute of type phone.',
      )
    }
  }
  if (states.size === 0)
    wrong(
      'states',
      'no_states',
      'must have at least one state.',
      'Such as `states: {NEW: {}, DONE: {status: COMPLETED}}`.',
    )
  else if (
    mustExist('state', procedure.defaultState, states, 'defaultState') &&
    states.get(procedure.defaultState)?.status !== 'OPEN'
  ) {
    wrong(
      'defaultState',
      'not_open',
      `is ${procedure.defaultState}, in which a process would have ended at its start.`,
      'Name a state of status OPEN.',
    )
  }
  if (procedure.completedState !== null && mustExist('state', procedure.completedState, states, 'completedState')) {
    if (states.get(procedure.completedState)?.status !== 'COMPLETED') {
      wrong('completedState', 'not_completed', `is ${procedure.completedState}, whose status is not COMPLETED.`)
    }
  }
  for (const [shortId, state] of states) {
    problems.push(...checkShortId(`${path}.states`, shortId))
    if (!/^#[0-9a-f]{6}$/i.test(state.color))
      wrong(
        `states.${shortId}.color`,
        'not_a_color',
        `must be a colour like '#2563eb', not ${JSON.stringify(state.color)}.`,
      )
    for (const next of state.next ?? []) mustExist('state', next, states, `states.${shortId}.next`)
  }
  problems.push(...checkStateTasks(procedure, path, mustExist, wrong))
  return problems
}

function checkStateTasks(
  procedure: ProcedureSpec,
  path: string,
  mustExist: (what: string, name: string, known: ReadonlyMap<string, unknown>, field: string) => boolean,
  wrong: (field: string, code: string, message: string) => void,
): Problem[] {
  const problems: Problem[] = []
  for (const [shortId, task] of procedure.stateTasks) {
    const at = `stateTasks.${shortId}`
    problems.push(...checkShortId(`${path}.stateTasks`, shortId))
    for (const state of task.states ?? []) mustExist('state', state, procedure.states, `${at}.states`)
    if (task.movesTo !== null) mustExist('state', task.movesTo, procedure.states, `${at}.movesTo`)
    for (const [from, to] of Object.entries(task.mapping)) {
      mustExist('attribute', from, task.attributes, `${at}.mapping.${from}`)
      if (
        mustExist('attribute', to, procedure.attributes, `${at}.mapping.${from}`) &&
        procedure.attributes.get(to)?.formula !== null
      ) {
        wrong(`${at}.mapping.${from}`, 'derived_attribute', `sets ${to}, which is derived by its formula.`)
      }
    }
  }
  return problems
}
