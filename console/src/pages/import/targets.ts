import type { NewProcess, Procedure } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import type { TeamModel } from '../../model/team-model.ts'
import type { Table } from './csv.ts'

/** What a column may fill. */
export interface Target {
  /** `data.city`, `record.pan`, `state` … */
  id: string
  label: string
  isRequired: boolean
  /** several values in one cell, with semicolons between them */
  isMulti: boolean
}

/** column → id of a target; a column without one is left out */
export type Mapping = Readonly<Record<string, string>>

export function targetsOf(t: TFunction, model: TeamModel, procedure: Procedure): Target[] {
  const attributes = (owner: string, prefix: string): Target[] =>
    model
      .attributesOf(owner)
      .filter(({ formula }) => formula === null)
      .map(({ shortId, name, required, type }) => ({
        id: `${prefix}.${shortId}`,
        label: name,
        isRequired: required,
        isMulti: model.types.get(type)?.isMulti ?? false,
      }))
  const field = (id: string, label: string): Target => ({ id, label, isRequired: false, isMulti: false })
  return [
    ...attributes(procedure.id, 'data'),
    ...(procedure.entity ? attributes(procedure.entity, 'record') : []),
    field('state', t('State')),
    field('assignedTo', t('Assigned to')),
    field('nextActionAt', t('Next action')),
  ]
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Columns named as a target's label or short id are taken for it. */
export function guessMapping(columns: readonly string[], targets: readonly Target[]): Mapping {
  const mapping: Record<string, string> = {}
  const free = new Set(targets)
  for (const column of columns) {
    const wanted = plain(column)
    const target = [...free].find(
      ({ id, label }) => plain(label) === wanted || plain(id.split('.').at(-1) ?? '') === wanted,
    )
    if (!target) continue
    mapping[column] = target.id
    free.delete(target)
  }
  return mapping
}

/** The rows as a bulk create takes them. Empty cells are left out. */
export function toProcesses(table: Table, mapping: Mapping, targets: readonly Target[]): NewProcess[] {
  const columns = Object.entries(mapping).flatMap(([column, id]) => {
    const target = targets.find((each) => each.id === id)
    return target ? [{ column, target }] : []
  })
  return table.rows.map((row) => {
    const data: Record<string, unknown> = {}
    const record: Record<string, unknown> = {}
    const process: Record<string, unknown> = { data }
    for (const { column, target } of columns) {
      const text = row[column]?.trim()
      if (!text) continue
      const value = target.isMulti ? text.split(';').map((part) => part.trim()) : text
      const [place, shortId] = target.id.split('.')
      if (place === 'data' && shortId) data[shortId] = value
      else if (place === 'record' && shortId) record[shortId] = value
      else process[target.id] = value
    }
    if (Object.keys(record).length > 0) process.record = { data: record }
    return process
  })
}
