import type { DataRecord, Procedure, Process, Task } from '@nadi/sdk'
import { useQueries } from '@tanstack/react-query'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { loadProcess } from './process-loader.ts'

export interface ReferencedProcess {
  process: Process
  procedure: Procedure
}

/** Processes by their uuids; those that are gone, or not for this role, are left out. */
export function useProcesses(ids: readonly string[], target: string | null): Map<string, ReferencedProcess> {
  const { procedures } = useTeamModel()
  const meant = procedures.filter(({ shortId }) => target === null || shortId === target)
  return useQueries({
    queries: ids.map((id) => ({
      // named as the call it makes, so that it is dropped with the others when a process changes
      queryKey: ['POST /v1/ext/procedure/{procedure}/process/list', { referenced: id, target }],
      queryFn: async (): Promise<ReferencedProcess | null> => {
        const found = await Promise.all(
          meant.map(async (procedure) => ({ procedure, process: await loadProcess(procedure.shortId, id) })),
        )
        for (const { procedure, process } of found) if (process) return { procedure, process }
        return null
      },
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.process.id, data] as const] : []))),
  })
}

/** Records of an entity by their uuids. */
export function useRecords(ids: readonly string[], entity: string | null): Map<string, DataRecord> {
  return useQueries({
    queries: ids.map((recordId) => ({
      ...callOf('GET /v1/ext/entity/{entity}/record/{recordId}', { path: { entity: entity ?? '', recordId } }),
      enabled: entity !== null,
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.data.id, data.data] as const] : []))),
  })
}

/** Tasks by their uuids. */
export function useTasks(ids: readonly string[]): Map<string, Task> {
  return useQueries({
    queries: ids.map((taskId) => callOf('GET /v1/ext/task/{taskId}', { path: { taskId } })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.data.id, data.data] as const] : []))),
  })
}
