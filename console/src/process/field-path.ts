import type { Calls, Process } from '@nadi/sdk'

export type ProcessChange = Calls['PUT /v1/ext/procedure/{procedure}/process/{processId}']['body']

type RootField = 'state' | 'assignedTo' | 'belongsTo' | 'nextActionAt'

/** One thing of a process that can be changed by itself, as the API's errors name it: `data.city`, `record.data.employer`, `state`. */
export type FieldPath = RootField | `data.${string}` | `record.data.${string}`

const inData = 'data.'
const inRecord = 'record.data.'

/** null where it is absent; the state by its short id. */
export function valueAt(process: Process, path: FieldPath): unknown {
  if (path.startsWith(inRecord)) return process.record?.data[path.slice(inRecord.length)] ?? null
  if (path.startsWith(inData)) return process.data[path.slice(inData.length)] ?? null
  return path === 'state' ? process.stateShortId : process[path as Exclude<RootField, 'state'>]
}

/** The body that changes this field alone. */
export function changeOf(path: FieldPath, value: unknown): ProcessChange {
  if (path.startsWith(inRecord)) return { record: { data: { [path.slice(inRecord.length)]: value } } }
  if (path.startsWith(inData)) return { data: { [path.slice(inData.length)]: value } }
  return { [path]: value }
}

/** What a change that history tells says of the field; undefined where it did not touch it. */
export function toldAt(told: Record<string, unknown> | null, path: FieldPath): unknown {
  return path
    .split('.')
    .reduce<unknown>((within, name) => (within as Record<string, unknown> | undefined)?.[name], told ?? {})
}
