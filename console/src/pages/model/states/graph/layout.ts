import type { ProcedureDocument } from '../../draft/document.ts'

export interface Position {
  x: number
  y: number
}

const columnWidth = 240
const rowHeight = 110
/** every other column stands a little higher, so that lines over several columns pass between */
const stagger = 50

/** Each state one column after those before it in the list that lead to it: moves on run one way, moves back the other. */
export function layOut({ states }: ProcedureDocument): ReadonlyMap<string, Position> {
  const columns: string[][] = []
  const columnOf = new Map<string, number>()
  for (const shortId of Object.keys(states)) {
    const before = [...columnOf].filter(([key]) => states[key]?.next?.includes(shortId)).map(([, column]) => column)
    // what no state before it names follows the last one: where any may follow, only the list says an order
    const column = before.length > 0 ? Math.max(...before) + 1 : columns.length
    columnOf.set(shortId, column)
    const there = columns[column]
    if (there) there.push(shortId)
    else columns[column] = [shortId]
  }
  return new Map(
    columns.flatMap((keys, column) =>
      keys.map((key, row) => {
        const y = (row - (keys.length - 1) / 2) * rowHeight - (column % 2) * stagger
        return [key, { x: column * columnWidth, y }] as const
      }),
    ),
  )
}

const storageKey = (procedureId: string): string => `nadi.graph.${procedureId}`

/** Where this person dragged the states to, in this browser. */
export function keptPositions(procedureId: string): Readonly<Record<string, Position>> {
  const kept: unknown = JSON.parse(localStorage.getItem(storageKey(procedureId)) ?? '{}')
  return kept !== null && typeof kept === 'object' ? (kept as Record<string, Position>) : {}
}

export const keepPosition = (procedureId: string, shortId: string, position: Position): void =>
  localStorage.setItem(storageKey(procedureId), JSON.stringify({ ...keptPositions(procedureId), [shortId]: position }))
