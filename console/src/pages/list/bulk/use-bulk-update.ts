import type { Input, Procedure, Process } from '@nadi/sdk'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { nextStates, stateOf } from '../../../model/team-model.ts'
import type { RunningJob } from './job-dialog.tsx'

export type Update = Input<'PATCH /v1/ext/procedure/{procedure}/process'>['body']['processes'][number]['update']

interface Work {
  title: string
  ids: readonly string[]
  update: Update
  /** the processes themselves, where all of them are loaded: then it can be undone */
  known: readonly Process[] | undefined
}

/** Changes many processes alike, by a background job. */
export function useBulkUpdate(procedure: Procedure) {
  const { t } = useTranslation()
  const [job, setJob] = useState<RunningJob | null>(null)
  const [isShown, setShown] = useState(false)
  const start = useMutation({
    mutationFn: ({ processes }: { title: string; processes: { id: string; update: Update }[]; undo?: () => void }) =>
      api.call('PATCH /v1/ext/procedure/{procedure}/process', {
        path: { procedure: procedure.shortId },
        body: { processes },
        idempotencyKey: true,
      }),
    onSuccess: ({ data }, { title, undo }) => {
      setJob({ id: data.id, title, ...(undo && { undo }) })
      setShown(true)
    },
  })
  const undo = (title: string, known: readonly Process[], update: Update): void =>
    start.mutate({
      title: t('Undo: {{what}}', { what: title }),
      processes: known.map((process) => ({ id: process.id, update: before(process, update) })),
    })
  return {
    job,
    isStarting: start.isPending,
    isShown,
    open: () => setShown(true),
    close: () => setShown(false),
    run: ({ title, ids, update, known }: Work) =>
      start.mutate({
        title,
        processes: ids.map((id) => ({ id, update })),
        ...(known && isWayBack(procedure, known, update) && { undo: () => undo(title, known, update) }),
      }),
  }
}

/** What an update would have to say to bring back what was there. */
function before(process: Process, update: Update): Update {
  const data = Object.fromEntries(Object.keys(update.data ?? {}).map((key) => [key, process.data[key] ?? null]))
  return {
    ...(update.assignedTo !== undefined && { assignedTo: process.assignedTo }),
    ...(update.state !== undefined && { state: process.state }),
    ...(update.data && { data }),
  }
}

/** The graph of states leads back to where each of them was. */
function isWayBack(procedure: Procedure, known: readonly Process[], { state }: Update): boolean {
  if (state === undefined) return true
  const back = new Set(nextStates(procedure, stateOf(procedure, state)).map(({ id }) => id))
  return known.every((process) => back.has(process.state) || process.stateShortId === state)
}
