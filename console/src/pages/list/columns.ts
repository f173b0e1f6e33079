import type { Attribute, Procedure } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'

/** What a list can show in a column, by the name that an export knows it by. */
export interface Column {
  key: string
  title: string
  isSortable: boolean
  width: number
  /** absent of a field that every process has */
  attribute?: Attribute
  /** an attribute of the entity's record */
  isOfRecord?: true
}

export interface ColumnChoice {
  key: string
  width: number
}

export const narrowest = 60
export const widest = 1_200
/** of those that nobody has chosen */
const mostAtFirst = 10

const widths: Partial<Record<Attribute['type'], number>> = {
  name: 200,
  text: 260,
  email: 220,
  phone: 150,
  boolean: 90,
  integer: 110,
  number: 120,
  decimal: 120,
  datetime: 190,
  datetimeISO8601: 190,
  date: 120,
  stringId: 140,
}

const unordered = /^multi|Collection$/

/** Every column there is for a procedure, in the order in which they are offered. */
export function useColumns(procedure: Procedure): ReadonlyMap<string, Column> {
  const { t } = useTranslation()
  const model = useTeamModel()
  const ofAttribute = (attribute: Attribute): Column => ({
    key: attribute.shortId,
    title: attribute.name,
    isSortable: attribute.filterable && !unordered.test(attribute.type),
    width: widths[attribute.type] ?? 160,
    attribute,
  })
  const field = (key: string, title: string, width: number, isSortable = false): Column => ({
    key,
    title,
    width,
    isSortable,
  })
  const entity = model.entities.find(({ id }) => id === procedure.entity)
  const columns: Column[] = [
    ...model.attributesOf(procedure.id).map(ofAttribute),
    field('state', t('State'), 140),
    field('status', t('Status'), 120),
    field('assignedTo', t('Assigned to'), 170),
    field('nextActionAt', t('Next action'), 130, true),
    field('createdAt', t('Created'), 120, true),
    field('updatedAt', t('Changed'), 120),
    field('belongsTo', t('Pod'), 140),
    field('createdBy', t('Created by'), 170),
    field('id', t('Id'), 300),
    ...(entity ? model.attributesOf(entity.id) : []).map(
      (attribute): Column => ({
        ...ofAttribute(attribute),
        key: `record.${attribute.shortId}`,
        title: `${entity?.name}: ${attribute.name}`,
        isSortable: false,
        isOfRecord: true,
      }),
    ),
  ]
  return new Map(columns.map((column) => [column.key, column]))
}

const identifierWidth = 220

/** What stands there before anybody chose: who it is, its key, where it stands, who has it, and what else is short. */
export function firstColumns(procedure: Procedure, columns: ReadonlyMap<string, Column>): ColumnChoice[] {
  const long = new Set(['text', 'html', 'json', 'externalObject', 'externalObjects', 'customObject', 'customObjects'])
  const named = [
    procedure.primaryIdentifier ?? procedure.primaryKey ?? 'id',
    procedure.primaryKey,
    'state',
    'assignedTo',
  ]
  const attributes = [...columns.values()].filter(
    ({ attribute, isOfRecord }) => attribute && !isOfRecord && !long.has(attribute.type),
  )
  const keys = new Set([...named.flatMap((key) => key ?? []), ...attributes.map(({ key }) => key)])
  return [...[...keys].slice(0, mostAtFirst - 1), 'createdAt'].flatMap((key, index) => {
    const column = columns.get(key)
    // who it is has room for more than a first name
    return column ? [{ key, width: index === 0 ? Math.max(column.width, identifierWidth) : column.width }] : []
  })
}

/** `name:240,city:160`, short enough for an address. */
export const writeColumns = (choices: readonly ColumnChoice[]): string =>
  choices.map(({ key, width }) => `${key}:${width}`).join(',')

/** Leaves out columns that are not there any more. */
export function readColumns(text: string, columns: ReadonlyMap<string, Column>): ColumnChoice[] {
  return text.split(',').flatMap((part) => {
    const [key = '', width] = part.split(':')
    return chosen(columns, key, width === undefined ? undefined : Number(width))
  })
}

/** @param width as it was saved: within reason, else the column's own */
export function chosen(columns: ReadonlyMap<string, Column>, key: string, width: number | undefined): ColumnChoice[] {
  const column = columns.get(key)
  if (!column) return []
  const isSane = width !== undefined && width >= narrowest && width <= widest
  return [{ key, width: isSane ? Math.round(width) : column.width }]
}
