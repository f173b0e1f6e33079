import { type HistoryEntry, NadiError, type Process } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18n from 'i18next'
import { useCallback, useMemo, useRef, useState } from 'react'
import { api } from '../api/client.ts'
import { invalidateFor } from '../api/invalidate.ts'
import { isSameValue } from '../values/json.ts'
import { changeOf, type FieldPath, toldAt, valueAt } from './field-path.ts'
import { keepProcess, nameOf, processQuery } from './use-process.ts'

/** How the last change of a field stands. */
export type Saving =
  | { is: 'saving'; value: unknown }
  | { is: 'saved' }
  | { is: 'refused'; value: unknown; message: string; hint?: string }
  /** someone else changed the same field meanwhile */
  | { is: 'conflict'; mine: unknown; theirs: unknown; by: HistoryEntry | undefined }

export interface ProcessEditor {
  /**
   * Stores one field, as soon as those before it are stored.
   * @param base the value that the person saw when they began; where it is another by now, nothing is overwritten
   */
  save(path: FieldPath, value: unknown, base: unknown): Promise<boolean>
  savingOf(path: FieldPath): Saving | undefined
  /** forgets what was refused, or leaves theirs as it is */
  dismiss(path: FieldPath): void
}

/** how long "Saved" stands */
const shownFor = 2_500

/**
 * Changes of a process, saved one at a time, each under the version that was seen. Different fields changed by two people do not disturb each
 * other; the same field is a conflict, which tells who was first and leaves the choice.
 */
export function useProcessEditor(process: Process): ProcessEditor {
  const client = useQueryClient()
  const [savings, setSavings] = useState<ReadonlyMap<FieldPath, Saving>>(new Map())
  const turn = useRef<Promise<unknown>>(Promise.resolve())
  const { id, procedureShortId } = process
  const { mutateAsync: put } = useMutation({
    mutationFn: ({ seen, path, value }: { seen: Process; path: FieldPath; value: unknown }) =>
      api.call('PUT /v1/ext/procedure/{procedure}/process/{processId}', {
        path: nameOf(seen),
        body: changeOf(path, value),
        ifMatch: seen.version,
      }),
    meta: { showsErrors: true },
  })

  const set = useCallback((path: FieldPath, saving: Saving | undefined): void => {
    setSavings((before) => {
      const after = new Map(before)
      if (saving) after.set(path, saving)
      else after.delete(path)
      return after
    })
  }, [])

  const attempt = useCallback(
    async (path: FieldPath, value: unknown, base: unknown): Promise<Saving> => {
      const query = processQuery({ procedure: procedureShortId, processId: id })
      let seen = (await client.ensureQueryData(query)).data
      try {
        while (isSameValue(valueAt(seen, path), base)) {
          const answer = await put({ seen, path, value }).catch(unlessChanged)
          if (answer) {
            keepProcess(client, answer.data)
            invalidateFor(client, ['process.updated', 'record.updated'])
            return { is: 'saved' }
          }
          seen = (await client.fetchQuery({ ...query, staleTime: 0 })).data
        }
        const theirs = valueAt(seen, path)
        if (isSameValue(theirs, value)) return { is: 'saved' }
        return { is: 'conflict', mine: value, theirs, by: await findChange(seen, path) }
      } catch (error) {
        return refusalOf(error, value)
      }
    },
    [client, put, id, procedureShortId],
  )

  const save = useCallback(
    (path: FieldPath, value: unknown, base: unknown): Promise<boolean> => {
      set(path, { is: 'saving', value })
      const saved = turn.current.then(async () => {
        const outcome = await attempt(path, value, base)
        set(path, outcome)
        if (outcome.is === 'saved') setTimeout(() => set(path, undefined), shownFor)
        return outcome.is === 'saved'
      })
      turn.current = saved
      return saved
    },
    [attempt, set],
  )

  return useMemo(
    () => ({ save, savingOf: (path) => savings.get(path), dismiss: (path) => set(path, undefined) }),
    [save, savings, set],
  )
}

/** A 412: the process is another by now. */
function unlessChanged(error: unknown): undefined {
  if (!(error instanceof NadiError && error.status === 412)) throw error
}

/** The latest change of a field, for who made it and when. */
async function findChange(process: Process, path: FieldPath): Promise<HistoryEntry | undefined> {
  const { data } = await api.call('GET /v1/ext/procedure/{procedure}/process/{processId}/history', {
    path: nameOf(process),
    query: { limit: 50 },
  })
  return data.find(({ to }) => toldAt(to, path) !== undefined)
}

function refusalOf(error: unknown, value: unknown): Saving {
  if (!(error instanceof NadiError)) return { is: 'refused', value, message: i18n.t('The server did not answer.') }
  const hint = error.problems[0]?.hint
  return { is: 'refused', value, message: error.message, ...(hint && { hint }) }
}
