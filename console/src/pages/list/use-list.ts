import type { Calls, Procedure } from '@nadi/sdk'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import type { Where } from '../../filters/where.ts'
import { type Layout, type ListAddress, newestFirst, nonEmpty } from './address.ts'
import {
  type Column,
  type ColumnChoice,
  chosen,
  firstColumns,
  readColumns,
  useColumns,
  writeColumns,
} from './columns.ts'
import { ownSettings, viewsOf } from './prefetch.ts'

export type View = Calls['GET /v1/ext/procedure/{procedure}/views']['data'][number]
export type ViewDefinition = View['definition']

/** What a list shows, and how. */
export interface Shown {
  layout: Layout
  where: Where | undefined
  search: string
  order: string
  columns: readonly ColumnChoice[]
}

export interface List extends Shown {
  procedure: Procedure
  allColumns: ReadonlyMap<string, Column>
  views: readonly View[]
  view: View | undefined
  /** the address names a view that is not there */
  isViewGone: boolean
  /** it shows something else than the view says */
  isChanged: boolean
  isDeleted: boolean
  change: (changes: Partial<Shown>) => void
  /** back to what the view says, or to everything */
  reset: () => void
}

/** The list as the address, the view that it names and one's own settings say it. */
export function useList(procedure: Procedure): List {
  const address: ListAddress = useSearch({ strict: false })
  const navigate = useNavigate()
  const allColumns = useColumns(procedure)
  const { views, kept, keep } = useKept(procedure)
  const view = views.find(({ id }) => id === address.view)
  const own = kept === undefined ? [] : readColumns(kept, allColumns)
  const base = shownBy(view?.definition, allColumns, own.length > 0 ? own : firstColumns(procedure, allColumns))
  const given = address.columns === undefined ? [] : readColumns(address.columns, allColumns)
  const shown: Shown = {
    layout: address.layout ?? base.layout,
    where: nonEmpty(address.where ?? base.where),
    search: address.search ?? base.search,
    order: address.order ?? base.order,
    columns: given.length > 0 ? given : base.columns,
  }
  const go = (next: Shown): void => {
    const isWhereAsBase = JSON.stringify(next.where ?? {}) === JSON.stringify(base.where ?? {})
    const columns = writeColumns(next.columns)
    const search: ListAddress = {
      ...(view && { view: view.id }),
      ...(address.deleted && { deleted: true }),
      ...(next.layout !== base.layout && { layout: next.layout }),
      ...(!isWhereAsBase && { where: next.where ?? {} }),
      ...(next.search !== base.search && { search: next.search }),
      ...(next.order !== base.order && { order: next.order }),
      ...(columns !== writeColumns(base.columns) && { columns }),
    }
    void navigate({ to: '.', search, replace: true })
  }
  return {
    ...shown,
    procedure,
    allColumns,
    views,
    view,
    isViewGone: address.view !== undefined && !view,
    isChanged: (['layout', 'where', 'search', 'order', 'columns'] as const).some((key) => address[key] !== undefined),
    isDeleted: address.deleted === true,
    change: (changes) => {
      // whoever looks at everything sets up that for themselves; a view says which columns it has
      if (changes.columns && !view) keep(writeColumns(changes.columns))
      else go({ ...shown, ...changes })
    },
    reset: () => void navigate({ to: '.', search: view ? { view: view.id } : {} }),
  }
}

export const definitionOf = ({ layout, where, search, order, columns, view }: List): ViewDefinition => ({
  ...(view?.definition.groupBy !== undefined && { groupBy: view.definition.groupBy }),
  layout,
  ...(where && { where }),
  ...(search && { search }),
  orderBy: order,
  columns: columns.map(({ key, width }) => ({ attribute: key, width })),
})

function shownBy(
  definition: ViewDefinition | undefined,
  columns: ReadonlyMap<string, Column>,
  own: readonly ColumnChoice[],
): Shown {
  const named = (definition?.columns ?? []).flatMap(({ attribute, width }) => chosen(columns, attribute, width))
  return {
    layout: definition?.layout ?? 'table',
    where: nonEmpty(definition?.where),
    search: definition?.search ?? '',
    order: orderOf(definition?.orderBy),
    columns: named.length > 0 ? named : own,
  }
}

/** The API takes objects and lists of one too. */
function orderOf(orderBy: unknown): string {
  const given = Array.isArray(orderBy) ? orderBy[0] : orderBy
  if (typeof given === 'string' && given !== '') return given
  if (typeof given !== 'object' || given === null) return newestFirst
  const { field, attribute, direction } = given as { field?: string; attribute?: string; direction?: string }
  const name = field ?? attribute
  return name === undefined ? newestFirst : `${direction === 'desc' ? '-' : ''}${name}`
}

/** The views of the procedure, and the columns that one chose for oneself. */
function useKept(procedure: Procedure) {
  const client = useQueryClient()
  const views = useSuspenseQuery(viewsOf(procedure.shortId))
  const settings = ownSettings()
  const { data } = useSuspenseQuery(settings)
  const key = `columns.${procedure.shortId}`
  const kept = data.data[key]
  const save = useMutation({
    mutationFn: (columns: string) => api.call('PUT /v1/ext/me/settings', { body: { [key]: columns } }),
    // shown at once: whoever drags a column's edge does not wait
    onMutate: (columns) => {
      client.setQueryData(
        settings.queryKey,
        (before) => before && { ...before, data: { ...before.data, [key]: columns } },
      )
    },
    onError: () => void client.invalidateQueries({ queryKey: settings.queryKey }),
  })
  return { views: views.data.data, kept: typeof kept === 'string' ? kept : undefined, keep: save.mutate }
}
