import type { Procedure, Process } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArchiveRestore, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { tell } from '../../../ui/toast.ts'
import { identifierOf } from '../../../values/identifier.ts'
import { StateCell } from '../table/cell.tsx'
import type { ProcessPages } from '../use-process-pages.ts'

const rowHeight = 52

/** What was deleted, each with a way back. */
export function DeletedTable({ procedure, pages }: { procedure: Procedure; pages: ProcessPages }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLElement>(null)
  const { rows } = pages
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  })
  const last = virtual.range?.endIndex ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: as rows come into view or arrive
  useEffect(() => {
    if (last >= rows.length - 30) pages.loadMore()
  }, [last, rows.length])
  if (rows.length === 0) {
    return (
      <EmptyState icon={Trash2} title={t('Nothing was deleted')}>
        {t('What is deleted stands here and can be restored.')}
      </EmptyState>
    )
  }
  return (
    <section
      ref={scroller}
      aria-label={t('Deleted ones')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className="h-full overflow-y-auto bg-surface"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const process = rows[index]
          return process && <DeletedRow key={process.id} process={process} procedure={procedure} top={start} />
        })}
      </ul>
    </section>
  )
}

function DeletedRow({ process, procedure, top }: { process: Process; procedure: Procedure; top: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { title, note } = identifierOf(process, procedure)
  const restore = useMutation({
    mutationFn: () =>
      api.call('POST /v1/ext/procedure/{procedure}/process/{processId}/restore', {
        path: { procedure: procedure.shortId, processId: process.id },
      }),
    onSuccess: () => {
      tell(t('Restored {{name}}', { name: title }))
      invalidateFor(client, ['process.restored'])
    },
  })
  return (
    <li
      className="absolute flex w-full items-center gap-4 border-line border-b px-5 max-sm:px-4"
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
    >
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{title}</span> <span className="text-ink-soft">{note}</span>
      </span>
      <StateCell process={process} procedure={procedure} />
      <span className="text-[12.5px] text-ink-soft max-sm:hidden">
        <Time at={process.updatedAt} />
      </span>
      <Button size="sm" icon={ArchiveRestore} onClick={() => restore.mutate()} isBusy={restore.isPending}>
        {t('Restore')}
      </Button>
    </li>
  )
}
