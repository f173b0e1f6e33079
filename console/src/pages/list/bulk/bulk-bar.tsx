import type { Process } from '@nadi/sdk'
import { useMutation } from '@tanstack/react-query'
import { Download, Trash2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay, useMayWriteSome } from '../../../app/session.ts'
import { useTeamModel } from '../../../model/team-model.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { identifierOf } from '../../../values/identifier.ts'
import type { List } from '../use-list.ts'
import type { Selection } from '../use-selection.ts'
import { allIds } from './all-ids.ts'
import { AssignMenu } from './assign-menu.tsx'
import { JobDialog } from './job-dialog.tsx'
import { SetAttribute } from './set-attribute.tsx'
import { type Update, useBulkUpdate } from './use-bulk-update.ts'
import { useDeleteMany } from './use-delete-many.ts'

interface BulkBarProps {
  list: List
  /** those that are loaded */
  rows: readonly Process[]
  hasMore: boolean
  selection: Selection
  onExport: () => void
}

/** What can be done to the rows that are chosen. */
export function BulkBar({ list, rows, hasMore, selection, onExport }: BulkBarProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const may = useMay()
  const { procedure } = list
  const mayWrite = useMayWriteSome(procedure)
  const bulk = useBulkUpdate(procedure)
  const chosen = rows.filter(({ id }) => selection.has(id))
  const nameOf = (id: string): string => {
    const process = rows.find((each) => each.id === id)
    return process ? identifierOf(process, procedure).title : id
  }
  const gather = useMutation({
    mutationFn: async () =>
      selection.isEverything
        ? allIds({ procedure: procedure.shortId, where: list.where, search: list.search })
        : [...selection.ids],
  })
  const update = async (title: string, change: Update): Promise<void> => {
    const ids = await gather.mutateAsync()
    bulk.run({ title, ids, update: change, known: chosen.length === ids.length ? chosen : undefined })
  }
  const remove = useDeleteMany(procedure, selection)
  const isAllLoaded = rows.length > 0 && rows.every(({ id }) => selection.ids.has(id))
  const isBusy = gather.isPending || bulk.isStarting || remove.isPending
  const isShown = selection.isEverything || selection.ids.size > 0
  return (
    <>
      {isShown && (
        <section
          aria-label={t('What to do with the chosen rows')}
          className="absolute inset-x-0 bottom-4 z-30 mx-auto flex w-fit max-w-[calc(100%-2rem)] flex-wrap items-center gap-1 rounded-xl border border-line bg-raised p-1.5 shadow-xl"
        >
          <p role="status" className="px-2 font-medium tabular-nums">
            {selection.isEverything ? t('All that match') : t('{{count}} selected', { count: selection.ids.size })}
          </p>
          {!selection.isEverything && isAllLoaded && hasMore && (
            <Button size="sm" look="ghost" onClick={selection.chooseEverything}>
              {t('Choose all that match')}
            </Button>
          )}
          {mayWrite && (
            <>
              <AssignMenu
                isDisabled={isBusy}
                onAssign={(user) =>
                  void update(
                    user === null
                      ? t('Assign to nobody')
                      : t('Assign to {{name}}', { name: model.user(user)?.displayName ?? user }),
                    { assignedTo: user },
                  )
                }
              />
              <Menu
                align="start"
                trigger={
                  <Button size="sm" disabled={isBusy}>
                    {t('Move to')}
                  </Button>
                }
                items={procedure.states.map(({ shortId, name }) => ({
                  label: name,
                  onSelect: () => void update(t('Move to {{state}}', { state: name }), { state: shortId }),
                }))}
              />
              <SetAttribute
                procedure={procedure}
                isDisabled={isBusy}
                onSet={(attribute, value) =>
                  void update(t('Set {{attribute}}', { attribute: attribute.name }), {
                    data: { [attribute.shortId]: value },
                  })
                }
              />
            </>
          )}
          {may('export') && (
            <Button size="sm" icon={Download} onClick={onExport}>
              {t('Export')}
            </Button>
          )}
          {mayWrite && !selection.isEverything && (
            <Button size="sm" look="danger" icon={Trash2} isBusy={remove.isPending} onClick={() => void remove.ask()}>
              {t('Delete')}
            </Button>
          )}
          <IconButton icon={X} label={t('Choose none')} shortcut="Esc" onClick={selection.clear} />
        </section>
      )}
      <JobDialog job={bulk.job} isOpen={bulk.isShown} onOpen={bulk.open} nameOf={nameOf} onClose={bulk.close} />
    </>
  )
}
