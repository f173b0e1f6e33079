import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/badge.tsx'
import { Id } from '../../../ui/copy-button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useStatusNames } from '../../../values/status-names.ts'
import type { ProcedureDocument } from '../draft/document.ts'
import { swapped } from '../draft/things.ts'
import { withoutState } from './without-state.ts'

interface StateListProps {
  document: ProcedureDocument
  edit: (changes: Partial<ProcedureDocument>) => void
  openState: (shortId: string) => void
}

/** The graph in words, for the keyboard and for readers. */
export function StateList({ document, edit, openState }: StateListProps) {
  const { t } = useTranslation()
  const statusNames = useStatusNames()
  const keys = Object.keys(document.states)
  const nameOf = (shortId: string): string => document.states[shortId]?.name ?? shortId
  const nextInWords = (next: string[] | null): string =>
    next === null
      ? t('Any state may follow')
      : next.length === 0
        ? t('No state follows')
        : t('Then {{states}}', { states: next.map(nameOf).join(', ') })
  const swap = (one: string, other: string | undefined): void => {
    if (other !== undefined) edit({ states: swapped(document.states, one, other) })
  }
  return (
    <ol className="-my-2 divide-y divide-line">
      {Object.entries(document.states).map(([shortId, { name, color, status, next }], index) => (
        <li key={shortId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <span aria-hidden className="size-3 shrink-0 rounded-full" style={{ background: color }} />
          <div className="min-w-0 flex-1 basis-48">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{name}</span>
              <Badge tone={status === 'COMPLETED' ? 'success' : status === 'CANCELLED' ? 'danger' : 'neutral'}>
                {statusNames[status]}
              </Badge>
              {shortId === document.defaultState && <Badge tone="accent">{t('new ones begin here')}</Badge>}
              {shortId === document.completedState && <Badge tone="accent">{t('completing leads here')}</Badge>}
            </p>
            <p className="text-[13px] text-ink-soft">{nextInWords(next)}</p>
          </div>
          <Id value={shortId} label={t('Copy the short id')} />
          <span className="flex">
            <IconButton
              icon={ArrowUp}
              label={t('Move {{name}} up', { name })}
              disabled={index === 0}
              onClick={() => swap(shortId, keys[index - 1])}
            />
            <IconButton
              icon={ArrowDown}
              label={t('Move {{name}} down', { name })}
              disabled={index === keys.length - 1}
              onClick={() => swap(shortId, keys[index + 1])}
            />
            <IconButton icon={Pencil} label={t('Edit {{name}}', { name })} onClick={() => openState(shortId)} />
            <IconButton
              icon={Trash2}
              label={t('Remove {{name}}', { name })}
              disabled={keys.length === 1}
              onClick={() => edit(withoutState(document, shortId))}
            />
          </span>
        </li>
      ))}
    </ol>
  )
}
