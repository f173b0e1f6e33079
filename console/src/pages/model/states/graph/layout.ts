import type { ProcedureDocument } from '../../draft/document.ts'

export interface Position {
  x: number
  y: number
}

const columnWidth = 240
const rowHeight = 110

/** States by how many moves they are away from where processes begin. */
export function layOut({ states, defaultState }: ProcedureDocument): ReadonlyMap<string, Position> {
  const columns: string[][] = []
  const placed = new Set<string>()
  const place = (candidates: readonly string[]): string[] => {
    const column = [...new Set(candidates)].filter((key) => key in states && !placed.has(key))
    for (const key of column) placed.add(key)
    if (column.length > 0) columns.push(column)
    return column
  }
  let column = place([defaultState])
  while (column.length > 0) column = place(column.flatMap((key) => firstOnly(states[key]?.next ?? [], states, placed)))
  // where any may follow nothing says an order but the list's
  for (const key of Object.keys(states)) place([key])
  return new Map(
    columns.flatMap((keys, x) =>
      keys.map((key, y) => [key, { x: x * columnWidth, y: (y - (keys.length - 1) / 2) * rowHeight }] as const),
    ),
  )
}

/** States that end a process stand after those that lead on, so that lines run one way. */
function firstOnly(
  next: readonly string[],
  states: ProcedureDocument['states'],
  placed: ReadonlySet<string>,
): readonly string[] {
  const open = next.filter((key) => states[key]?.status === 'OPEN' && !placed.has(key))
  return open.length > 0 ? open : next
}

const storageKey = (procedureId: string): string => `nadi.graph.${procedureId}`

/** Where this person dragged the states to, in this browser. */
export function keptPositions(procedureId: string): Readonly<Record<string, Position>> {
  const kept: unknown = JSON.parse(localStorage.getItem(storageKey(procedureId)) ?? '{}')
  return kept !== null && typeof kept === 'object' ? (kept as Record<string, Position>) : {}
}

export const keepPosition = (procedureId: string, shortId: string, position: Position): void =>
  localStorage.setItem(storageKey(procedureId), JSON.stringify({ ...keptPositions(procedureId), [shortId]: position }))
