import type { Process } from '@nadi/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { callOf } from '../api/query.ts'

export interface ProcessName {
  /** short id */
  procedure: string
  processId: string
}

/** A process as it is now: the stream has it read again when somebody changes it. */
export const processQuery = ({ procedure, processId }: ProcessName) =>
  callOf('GET /v1/ext/procedure/{procedure}/process/{processId}', { path: { procedure, processId } })

export const nameOf = (process: Pick<Process, 'procedureShortId' | 'id'>): ProcessName => ({
  procedure: process.procedureShortId,
  processId: process.id,
})

/** Shows what a change answered at once. */
export const keepProcess = (client: QueryClient, process: Process): void => {
  client.setQueryData(processQuery(nameOf(process)).queryKey, (before) => before && { ...before, data: process })
}
