import type { StoredValue } from '../attributes/types.ts'
import type { Status } from '../model/types.ts'

export type Data = Record<string, StoredValue>

export interface RecordRow {
  id: string
  entityId: string
  data: Data
  derivedData: Data
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

/** A process as the database holds it, with its record. */
export interface ProcessRow {
  id: string
  procedureId: string
  stateId: string
  status: Status
  assignedTo: string | null
  podId: string | null
  data: Data
  derivedData: Data
  nextActionAt: Date | null
  createdBy: string | null
  version: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
  record: RecordRow | null
}

/** A value that names one process: primary key, unique attribute, or the number that leads are merged by. */
export interface KeyClaim {
  attributeId: string
  value: string
  processId: string
}

/** One filterable value of a process. */
export interface ValueEntry {
  attributeId: string
  /** JSON scalar */
  value: string | number | boolean
}

/** The searchable text of one attribute, in small letters. */
export interface TextEntry {
  attributeId: string
  value: string
}

/** What a change of one process does to the side tables. */
export interface SideRows {
  values: ValueEntry[]
  texts: TextEntry[]
}

export interface ProcessEvent {
  kind: string
  before: object | null
  after: object | null
}

/** A change as history holds it. */
export interface ToldChange {
  processId: string
  kind: string
  at: Date
  userId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
