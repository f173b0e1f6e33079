import { BadInput } from '../../errors.ts'
import { uuidForm } from '../../uuid.ts'
import type { TaskRow } from './row.ts'

/** Where a list of tasks goes on: after this one. */
export const cursorOf = (row: TaskRow): string =>
  Buffer.from(JSON.stringify([row.dueBy?.getTime() ?? null, row.id])).toString('base64url')

/** @throws BadInput for what this list did not give */
export function readCursor(cursor: string): { dueBy: Date | null; taskId: string } {
  try {
    const [dueBy, taskId] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number | null, string]
    if ((dueBy === null || Number.isSafeInteger(dueBy)) && uuidForm.test(taskId)) {
      return { dueBy: dueBy === null ? null : new Date(dueBy), taskId }
    }
  } catch {
    // falls to the refusal below
  }
  throw new BadInput('The cursor is not one that this list gave.', {
    path: 'cursor',
    hint: 'Pass _meta.nextCursor of the page before.',
  })
}
