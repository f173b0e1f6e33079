import type { Procedure, Process } from '@nadi/sdk'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { neighboursOf } from '../../process/list-place.ts'
import { StateMenu } from '../../process/state-menu.tsx'
import { useTasksAtHand } from '../../process/tasks/use-tasks-at-hand.ts'
import { useMayChange } from '../../process/use-may-change.ts'
import { useProcessEditor } from '../../process/use-process-editor.ts'
import { cx } from '../../ui/class-names.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { identifierOf } from '../../values/identifier.ts'
import { ProcessHereContext } from '../../values/references/process-here.ts'
import { Beside } from './beside.tsx'
import { Details } from './details.tsx'
import { ProcessActions } from './process-actions.tsx'
import type { Side } from './side.ts'
import { SideTabs } from './side-tabs.tsx'
import { useProcessChats } from './use-process-chats.ts'

interface ProcessViewProps {
  process: Process
  procedure: Procedure
}

/** Details and tasks on one side, the chat or the history beside them; on a narrow screen one after the other. */
export function ProcessView({ process, procedure }: ProcessViewProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { side } = useSearch({ strict: false }) as Side
  const editor = useProcessEditor(process)
  const isReadOnly = !useMayChange()(process)
  const tasks = useTasksAtHand(process)
  const chats = useProcessChats(process)
  const [isStateMenuOpen, setStateMenuOpen] = useState(false)
  const neighbours = useMemo(() => neighboursOf(procedure.shortId, process.id), [procedure.shortId, process.id])
  const here = useMemo(() => ({ procedure: procedure.shortId, process: process.id }), [procedure.shortId, process.id])
  const { title, note } = identifierOf(process, procedure)
  const beside = side === 'history' || (side !== 'chat' && chats.list.length === 0) ? 'history' : 'chat'
  const go = (id: string | undefined): void =>
    void (id && navigate({ to: `/p/${procedure.shortId}/${id}`, search: side ? { side } : {} }))
  const focusEdit = (label: string): void =>
    document.querySelector<HTMLElement>(`main [aria-label="${CSS.escape(label)}"]`)?.click()
  const group = procedure.name
  useShortcuts([
    { keys: 'c', label: t('Show the chat'), group, run: () => void navigate({ to: '.', search: { side: 'chat' } }) },
    {
      keys: 'h',
      label: t('Show the history'),
      group,
      run: () => void navigate({ to: '.', search: { side: 'history' } }),
    },
    ...(isReadOnly
      ? []
      : [
          { keys: 's', label: t('Change the state'), group, run: () => setStateMenuOpen(true) },
          {
            keys: 'e',
            label: t('Assign'),
            group,
            run: () => focusEdit(t('Edit {{name}}', { name: t('Assigned to') })),
          },
          { keys: 't', label: t('New task'), group, run: () => tasks.setMenuOpen(true) },
        ]),
    ...(neighbours
      ? [
          { keys: 'j', label: t('Next in the list'), group, run: () => go(neighbours.after) },
          { keys: 'k', label: t('The one before in the list'), group, run: () => go(neighbours.before) },
        ]
      : []),
  ])
  const isNarrowDetails = side === undefined || side === 'details'
  return (
    <ProcessHereContext value={here}>
      <Frame
        title={title}
        back={{ to: neighbours?.back ?? `/p/${procedure.shortId}`, label: procedure.name }}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-0.5">
            {note && (
              <span className="inline-flex items-center text-ink-soft">
                {note}
                <CopyButton value={note} label={t('Copy {{value}}', { value: note })} />
              </span>
            )}
            <StateMenu {...{ process, editor, isReadOnly }} isOpen={isStateMenuOpen} onOpenChange={setStateMenuOpen} />
          </span>
        }
        actions={<ProcessActions {...{ process, procedure, isReadOnly, neighbours, go }} />}
        toolbar={<SideTabs side={side} beside={beside} chats={chats.total} />}
        isFilled
      >
        <div className="flex h-full min-h-0">
          <div className={cx('min-h-0 min-w-0 flex-1 overflow-y-auto', !isNarrowDetails && 'max-lg:hidden')}>
            <Details {...{ process, procedure, editor, isReadOnly, tasks }} />
          </div>
          <aside
            aria-label={beside === 'chat' ? t('Chat') : t('History')}
            // the history scrolls, and must be reached by keyboard
            tabIndex={beside === 'history' ? 0 : undefined}
            className={cx(
              'min-h-0 border-line border-s bg-surface lg:w-[26rem] lg:shrink-0 xl:w-[30rem]',
              beside === 'history' && 'overflow-y-auto',
              isNarrowDetails ? 'max-lg:hidden' : 'max-lg:w-full',
            )}
          >
            <Beside {...{ process, beside, chats }} />
          </aside>
        </div>
      </Frame>
    </ProcessHereContext>
  )
}
