import type { Column } from '../columns.ts'

/** A column as it is drawn: while its edge is dragged, as wide as it is then. */
export interface ShownColumn {
  column: Column
  width: number
}

/** of the boxes before the columns */
export const boxWidth = 40
