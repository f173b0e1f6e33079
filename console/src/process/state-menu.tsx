import type { Process } from '@nadi/sdk'
import { ChevronDown, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nextStates, stateOf, useProcedure } from '../model/team-model.ts'
import { ColorBadge } from '../ui/badge.tsx'
import { Menu } from '../ui/menu.tsx'
import { tellUndoable } from '../ui/toast.ts'
import { refusalAt } from './field-row.tsx'
import type { ProcessEditor } from './use-process-editor.ts'

interface StateMenuProps {
  process: Process
  editor: ProcessEditor
  isReadOnly: boolean
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

/** Where a process stands, and where it may go from there. A move that can be taken back offers to. */
export function StateMenu({ process, editor, isReadOnly, ...open }: StateMenuProps) {
  const { t } = useTranslation()
  const procedure = useProcedure(process.procedureShortId)
  const saving = editor.savingOf('state')
  const shown = stateOf(procedure, saving?.is === 'saving' ? String(saving.value) : process.stateShortId)
  const current = stateOf(procedure, process.stateShortId)
  const badge = <ColorBadge color={shown?.color ?? null}>{shown?.name ?? process.stateShortId}</ColorBadge>
  if (isReadOnly) return badge
  const move = async (to: string, name: string): Promise<void> => {
    const from = process.stateShortId
    if (!(await editor.save('state', to, from))) return
    const mayGoBack = nextStates(procedure, stateOf(procedure, to)).some(({ shortId }) => shortId === from)
    if (mayGoBack) tellUndoable(t('Moved to {{state}}', { state: name }), () => void editor.save('state', from, to))
  }
  const next = nextStates(procedure, current)
  const refusal = refusalAt(editor, 'state')
  return (
    <span className="inline-flex flex-col items-start gap-1">
      <Menu
        {...open}
        align="start"
        trigger={
          <button
            type="button"
            aria-label={t('State: {{state}}', { state: shown?.name ?? process.stateShortId })}
            className="pressable inline-flex items-center gap-1 rounded-full pe-1 hover:bg-sunken"
          >
            {badge}
            {saving?.is === 'saving' ? (
              <LoaderCircle aria-label={t('Saving')} className="size-3.5 animate-spin" />
            ) : (
              <ChevronDown aria-hidden className="size-3.5 text-ink-soft" />
            )}
          </button>
        }
        items={
          next.length > 0
            ? next.map((state) => ({
                label: state.name,
                color: state.color,
                onSelect: () => void move(state.shortId, state.name),
              }))
            : [{ label: t('Nothing follows this state'), isDisabled: true, onSelect: () => undefined }]
        }
      />
      {refusal && (
        <span role="alert" className="text-[12.5px] text-danger">
          {refusal}
        </span>
      )}
    </span>
  )
}
