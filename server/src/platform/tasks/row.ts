import type { Status } from '../model/types.ts'
import type { Data } from '../processes/row.ts'

/** A task as the database holds it. */
export interface TaskRow {
  id: string
  processId: string
  procedureId: string
  stateTaskId: string
  title: string
  description: string
  sortOrder: number
  status: Status
  data: Data
  createdBy: string | null
  assignedTo: string | null
  podId: string | null
  parentTaskId: string | null
  startsAt: Date | null
  endsAt: Date | null
  dueBy: Date | null
  startedAt: Date | null
  completedAt: Date | null
  cancelledAt: Date | null
  version: number
  createdAt: Date
  updatedAt: Date
}
