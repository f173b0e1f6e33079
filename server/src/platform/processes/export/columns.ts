import type { Problem } from '../../../errors.ts'
import { nearest } from '../../attributes/nearest.ts'
import type { Attribute } from '../../attributes/types.ts'
import type { Procedure, TeamModel } from '../../model/types.ts'
import type { Process } from '../types.ts'

/** One column of an export, by its header. */
export interface Column {
  name: string
  value(process: Process): unknown
}

type Data = Record<string, unknown>

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

/** Short ids, usernames and names where the API answers uuids, and times in ISO 8601: what people read, and what every call takes in. */
function fieldColumns(model: TeamModel): Column[] {
  const username = (userId: string | null) => userId && (model.users.get(userId)?.username ?? userId)
  return [
    { name: 'id', value: (process) => process.id },
    { name: 'status', value: (process) => process.status },
    { name: 'state', value: (process) => process.stateShortId },
    { name: 'assignedTo', value: (process) => process.assignedToUsername ?? process.assignedTo },
    { name: 'belongsTo', value: ({ belongsTo }) => belongsTo && (model.pods.get(belongsTo)?.name ?? belongsTo) },
    { name: 'createdBy', value: (process) => username(process.createdBy) },
    { name: 'createdAt', value: (process) => iso(process.createdAt) },
    { name: 'updatedAt', value: (process) => iso(process.updatedAt) },
    { name: 'nextActionAt', value: (process) => iso(process.nextActionAt) },
  ]
}

const attributeColumn = (
  attribute: Attribute,
  name: string,
  dataOf: (process: Process) => Data | undefined,
): Column => ({
  name,
  value: (process) => {
    const value = dataOf(process)?.[attribute.shortId]
    return attribute.type === 'datetime' && typeof value === 'number' ? iso(value) : (value ?? null)
  },
})

/** Every column that an export of the procedure can have: fields, attributes, and those of its record as `record.name`. */
export function columnsOf(model: TeamModel, procedure: Procedure): Column[] {
  const own = procedure.attributes.attributes.map((attribute) =>
    attributeColumn(attribute, attribute.shortId, (process) =>
      attribute.formula === null ? process.data : process.derivedData,
    ),
  )
  const ofRecord = (procedure.entity?.attributes.attributes ?? []).map((attribute) =>
    attributeColumn(attribute, `record.${attribute.shortId}`, ({ record }) =>
      attribute.formula === null ? record?.data : record?.derivedData,
    ),
  )
  return [...fieldColumns(model), ...own, ...ofRecord]
}

/** The columns that were asked for, in that order; all of them where none were. */
export function chosenColumns(all: readonly Column[], names: readonly string[] | undefined): Column[] | Problem[] {
  if (!names) return [...all]
  const known = new Map(all.map((column) => [column.name, column]))
  const problems: Problem[] = []
  const chosen: Column[] = []
  for (const [index, name] of names.entries()) {
    const column = known.get(name)
    if (column) chosen.push(column)
    else problems.push(unknownColumn(name, `columns.${index}`, [...known.keys()]))
  }
  return problems.length > 0 ? problems : chosen
}

function unknownColumn(name: string, path: string, known: readonly string[]): Problem {
  const near = nearest(name, known)
  const shown = name.length > 80 ? `${name.slice(0, 80).toWellFormed()}…` : name.toWellFormed()
  return {
    code: 'unknown_column',
    message: `There is no column "${shown}"${near ? `; did you mean "${near}"?` : '.'}`,
    path,
    hint: `Columns: ${known.slice(0, 60).join(', ')}.`,
  }
}
