import type { Procedure, Process } from '@nadi/sdk'

/** What people know a process by, and its key beside it. */
export function identifierOf(
  process: Pick<Process, 'id' | 'data'>,
  procedure: Procedure,
): { title: string; note: string } {
  const read = (shortId: string | null): string => {
    const value = shortId === null ? undefined : process.data[shortId]
    return value === undefined || value === null || value === '' ? '' : String(value)
  }
  const key = read(procedure.primaryKey)
  const title = read(procedure.primaryIdentifier)
  return title ? { title, note: key } : { title: key || process.id, note: '' }
}
