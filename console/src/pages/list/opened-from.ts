import type { Procedure, Process } from '@nadi/sdk'
import { createContext, useContext } from 'react'
import { rememberList } from '../../process/list-place.ts'

/** so many rows before and behind the one that is opened can be gone to from its page */
const reach = 500

/** Notes, when a process is opened, what stands around it. */
export const OpenedFrom = createContext<(process: Pick<Process, 'id'>) => void>(() => {})

export const useOpenedFrom = () => useContext(OpenedFrom)

export function openedFrom(procedure: Procedure, rows: readonly Process[]): (process: Pick<Process, 'id'>) => void {
  return ({ id }) => {
    const at = rows.findIndex((row) => row.id === id)
    rememberList({
      back: location.pathname + location.search,
      procedure: procedure.shortId,
      ids: rows.slice(Math.max(at - reach, 0), at + reach).map((row) => row.id),
    })
  }
}
