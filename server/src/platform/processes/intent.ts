import type { Problem } from '../../errors.ts'
import { ingest } from '../attributes/ingest.ts'
import { type IngestedData, ingestData } from '../attributes/ingest-data.ts'
import { nearest } from '../attributes/nearest.ts'
import type { ReferenceLookup } from '../attributes/references.ts'
import type { Attribute } from '../attributes/types.ts'
import type { Procedure, State, Status, TeamModel } from '../model/types.ts'
import { inputFields, type ProcessInput } from './types.ts'

/** What a caller wants of a process, read in full: names resolved, values in stored form. undefined: left as it is. */
export interface Intent {
  data: IngestedData
  recordId: string | undefined
  recordData: IngestedData | undefined
  state: State | undefined
  status: Status | undefined
  assignedTo: string | null | undefined
  podId: string | null | undefined
  nextActionAt: Date | null | undefined
  lookups: ReferenceLookup[]
  problems: Problem[]
}

/** The objects of an intent whose references are still to be resolved. */
export const partsOf = (intent: Intent): IngestedData[] => [
  intent.data,
  ...(intent.recordData ? [intent.recordData] : []),
]

/** Everything that is wrong with an intent once its references were looked up. */
export function allProblems(intent: Intent): Problem[] {
  return [...new Set([...intent.problems, ...partsOf(intent).flatMap((part) => part.problems)])]
}

interface Reading {
  mode: 'create' | 'update'
  /** `` for a single body, `3.` for a row of a bulk call */
  prefix: string
}

export function readIntent(
  model: TeamModel,
  procedure: Procedure,
  input: ProcessInput,
  { mode, prefix }: Reading,
): Intent {
  const problems: Problem[] = []
  const refuse = (problem: Problem): undefined => {
    problems.push(problem)
    return undefined
  }
  const given = withPrimaryKey(procedure, input, `${prefix}`, refuse)
  const numbered =
    mode === 'create' && procedure.numbering !== null && procedure.primaryKey ? procedure.primaryKey.shortId : undefined
  const data = ingestData(procedure.attributes, given, model.context, {
    mode,
    path: `${prefix}data`,
    ...(numbered && { suppliedByCaller: new Set([numbered]) }),
  })
  const recordData = readRecord(model, procedure, input, { mode, prefix }, refuse)
  const state = input.state === undefined ? undefined : findState(procedure, input.state, `${prefix}state`, refuse)
  if (state && input.status !== undefined && input.status !== state.status) {
    refuse({
      code: 'state_and_status_disagree',
      message: `The state ${state.shortId} implies the status ${state.status}, not ${input.status}.`,
      path: `${prefix}status`,
      hint: 'Leave the status out; the state decides it.',
    })
  }
  return {
    data,
    recordId: input.record?.id,
    recordData,
    state,
    status: input.status,
    assignedTo: findAssignee(model, input.assignedTo, `${prefix}assignedTo`, refuse),
    podId: findPod(model, input.belongsTo, `${prefix}belongsTo`, refuse),
    nextActionAt: readTime(model, input.nextActionAt, `${prefix}nextActionAt`, refuse),
    lookups: [...data.lookups, ...(recordData?.lookups ?? [])],
    problems: [...problems, ...data.problems, ...(recordData?.problems ?? [])],
  }
}

type Refuse = (problem: Problem) => undefined

/** The primary key may stand beside `data`; nothing else unknown may. */
function withPrimaryKey(procedure: Procedure, input: ProcessInput, prefix: string, refuse: Refuse): unknown {
  let data: Record<string, unknown> | undefined = input.data
  for (const [name, value] of Object.entries(input)) {
    if (inputFields.has(name)) continue
    if (name !== procedure.primaryKey?.shortId) {
      const near = nearest(name, [...inputFields, ...procedure.attributes.byShortId.keys()])
      const inData = procedure.attributes.byShortId.has(name)
      refuse({
        code: 'unknown_field',
        message: `"${prefix}${name}" is not a field of a process${near && near !== name ? `; did you mean "${near}"?` : '.'}`,
        path: `${prefix}${name}`,
        hint: inData
          ? `It is an attribute: put it inside "data".`
          : `The fields are ${[...inputFields].join(', ')}; attributes go inside "data".`,
      })
    } else if (data?.[name] !== undefined && data[name] !== value) {
      refuse({
        code: 'primary_key_twice',
        message: `"${prefix}${name}" stands beside "data" and inside it with different values.`,
        path: `${prefix}${name}`,
        hint: 'Give it once.',
      })
    } else {
      data = { ...data, [name]: value }
    }
  }
  return data
}

function readRecord(
  model: TeamModel,
  procedure: Procedure,
  input: ProcessInput,
  { mode, prefix }: Reading,
  refuse: Refuse,
) {
  if (!procedure.entity) {
    if (input.record === undefined) return undefined
    return refuse({
      code: 'no_entity',
      message: `The procedure ${procedure.shortId} has no entity, so a process of it takes no record.`,
      path: `${prefix}record`,
    })
  }
  // joining a record changes it rather than making it
  const recordMode = mode === 'create' && input.record?.id === undefined ? 'create' : 'update'
  return ingestData(procedure.entity.attributes, input.record?.data, model.context, {
    mode: recordMode,
    path: `${prefix}record.data`,
  })
}

export function findState(procedure: Procedure, name: string, path: string, refuse: Refuse): State | undefined {
  const state = procedure.stateByShortId.get(name) ?? procedure.stateById.get(name)
  if (state) return state
  const known = [...procedure.stateByShortId.keys()]
  const near = nearest(name, known)
  return refuse({
    code: 'unknown_state',
    message: `There is no state "${name}" in ${procedure.shortId}${near ? `; did you mean "${near}"?` : '.'}`,
    path,
    hint: `The states are ${known.join(', ')}.`,
  })
}

/** A user who can get work, by username or uuid. */
export function findAssignee(
  model: TeamModel,
  name: string | null | undefined,
  path: string,
  refuse: Refuse,
): string | null | undefined {
  if (name === undefined) return undefined
  if (name === null || name === '') return null
  const user = model.userByUsername.get(name.toLowerCase()) ?? model.users.get(name.toLowerCase())
  if (!user) {
    const near = nearest(name, model.userByUsername.keys())
    return refuse({
      code: 'unknown_user',
      message: `There is no user "${name}" in this team${near ? `; did you mean "${near}"?` : '.'}`,
      path,
      hint: 'Give a username or the uuid of a user.',
    })
  }
  if (!user.isActive) {
    return refuse({
      code: 'inactive_user',
      message: `The user ${user.username} is not active and gets no work.`,
      path,
      hint: 'Choose another user, or activate this one first.',
    })
  }
  return user.id
}

function findPod(
  model: TeamModel,
  name: string | null | undefined,
  path: string,
  refuse: Refuse,
): string | null | undefined {
  if (name === undefined) return undefined
  if (name === null || name === '') return null
  const pod = model.pods.get(name.toLowerCase()) ?? [...model.pods.values()].find((each) => each.name === name)
  if (pod) return pod.id
  return refuse({
    code: 'unknown_pod',
    message: `There is no pod "${name}" in this team.`,
    path,
    hint: 'Give the name or the uuid of a pod.',
  })
}

const timeAttribute: Attribute = {
  id: '',
  shortId: 'time',
  name: 'time',
  type: 'datetime',
  options: {},
  isRequired: false,
  isUnique: false,
  isFilterable: false,
  isSearchable: false,
  defaultValue: null,
  formula: null,
}

/** Epoch milliseconds or ISO 8601; without an offset, in the team's time zone. */
export function readTime(model: TeamModel, input: unknown, path: string, refuse: Refuse): Date | null | undefined {
  if (input === undefined) return undefined
  const read = ingest(timeAttribute, input, model.context, path)
  if ('problem' in read) return refuse(read.problem)
  return read.value === null ? null : new Date(read.value as number)
}
