import type { Procedure, Process, State } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { readAgainFor } from '../../../api/invalidate.ts'
import { nextStates, stateOf } from '../../../model/team-model.ts'
import { tell, tellUndoable } from '../../../ui/toast.ts'
import { identifierOf } from '../../../values/identifier.ts'

/** A card that lies where its process is on its way to. */
export interface Move {
  process: Process
  from: string
  to: string
}

/** Moves processes to other states: shown at once, taken back with the reason where the move is refused. */
export function useMoves(procedure: Procedure) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [moves, setMoves] = useState<readonly Move[]>([])
  const put = useMutation({
    mutationFn: ({ process, to }: { process: Process; to: State }) =>
      api.call('PUT /v1/ext/procedure/{procedure}/process/{processId}', {
        path: { procedure: procedure.shortId, processId: process.id },
        body: { state: to.shortId },
      }),
  })
  const without = (process: Process): void => setMoves((all) => all.filter((each) => each.process.id !== process.id))

  const move = async (process: Process, to: State): Promise<void> => {
    const from = stateOf(procedure, process.state)
    const name = identifierOf(process, procedure).title
    setMoves((all) => [
      { process, from: process.state, to: to.id },
      ...all.filter((each) => each.process.id !== process.id),
    ])
    try {
      const { data } = await put.mutateAsync({ process, to })
      const said = t('{{name}} is now in {{state}}', { name, state: to.name })
      const isWayBack = from && nextStates(procedure, to).some(({ id }) => id === from.id)
      if (isWayBack) tellUndoable(said, () => void move(data, from))
      else tell(said)
      // the card stays where it was put until the lists know
      await readAgainFor(client, ['process.state_changed'])
    } catch {
      // why was said: ../../../api/query-client.ts
    } finally {
      without(process)
    }
  }
  return { moves, move }
}
