import type { Attribute, DataRecord } from '@nadi/sdk'

/** What people know a record by: a name where it has one, else its first text. */
export function recordTitle(record: Pick<DataRecord, 'id' | 'data'>, attributes: readonly Attribute[]): string {
  const named = attributes.toSorted((a, b) => Number(b.type === 'name') - Number(a.type === 'name'))
  for (const { shortId } of named) {
    const value = record.data[shortId]
    if (typeof value === 'string' && value !== '') return value
  }
  return record.id
}
