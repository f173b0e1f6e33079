import type { AttributeSet } from '../attributes/attribute-set.ts'
import { indexValues } from '../attributes/index-values.ts'
import type { Attribute, StoredValue } from '../attributes/types.ts'
import type { Procedure, Status } from '../model/types.ts'
import type { Data, KeyClaim, SideRows, TextEntry, ValueEntry } from './row.ts'

const longestText = 1_000

/** The filter values and searchable texts that stand in the side tables for a process with this data. */
export function sideRows(attributes: AttributeSet, data: Data, derivedData: Data): SideRows {
  const values: ValueEntry[] = []
  const texts: TextEntry[] = []
  for (const attribute of attributes.attributes) {
    const value = attribute.formula === null ? data[attribute.shortId] : derivedData[attribute.shortId]
    if (value === undefined || value === null) continue
    if (attribute.isFilterable) {
      for (const scalar of indexValues(attribute, value)) values.push({ attributeId: attribute.id, value: scalar })
    }
    if (attribute.isSearchable) texts.push({ attributeId: attribute.id, value: searchText(value) })
  }
  return { values, texts }
}

/** As `contains` and `startsWith` compare: small letters, the elements of a multi value each on a line. */
export const searchText = (value: StoredValue): string =>
  (Array.isArray(value) ? value.map(String).join('\n') : String(value)).toLowerCase().slice(0, longestText)

export const noSideRows: SideRows = { values: [], texts: [] }

/** What to take out of the side tables and what to put in, where only some values changed. */
export function sideRowChanges(before: SideRows, after: SideRows): { removed: SideRows; added: SideRows } {
  const valueKey = (entry: ValueEntry) => `${entry.attributeId}${JSON.stringify(entry.value)}`
  const textKey = (entry: TextEntry) => `${entry.attributeId}${entry.value}`
  const afterAttributes = new Set(after.texts.map((entry) => entry.attributeId))
  return {
    removed: {
      values: without(before.values, after.values, valueKey),
      texts: before.texts.filter((entry) => !afterAttributes.has(entry.attributeId)),
    },
    added: {
      values: without(after.values, before.values, valueKey),
      texts: without(after.texts, before.texts, textKey),
    },
  }
}

function without<T>(all: readonly T[], others: readonly T[], key: (item: T) => string): T[] {
  const known = new Set(others.map(key))
  return all.filter((item) => !known.has(key(item)))
}

/** The keys that a process with this data holds. An ended lead gives its number up where the next one starts anew. */
export function keysOf(procedure: Procedure, row: { id: string; data: Data; status: Status }): KeyClaim[] {
  const keys: KeyClaim[] = []
  const claim = (attribute: Attribute) => {
    const value = row.data[attribute.shortId]
    if (value !== undefined && value !== null)
      keys.push({ attributeId: attribute.id, value: String(value), processId: row.id })
  }
  for (const attribute of procedure.attributes.attributes) {
    const holds =
      attribute.id === procedure.merging?.attribute.id
        ? row.status === 'OPEN' || procedure.merging.whenEnded === 'join'
        : attribute.isUnique || attribute.id === procedure.primaryKey?.id
    if (holds) claim(attribute)
  }
  return keys
}
