import type { Process } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcedure } from '../model/team-model.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { identifierOf } from '../values/identifier.ts'
import { ProcessHereContext } from '../values/references/process-here.ts'
import { AttributeList } from './attribute-list.tsx'
import { AssigneeField, NextActionField } from './header-fields.tsx'
import { StateMenu } from './state-menu.tsx'
import { ProcessTasks } from './tasks/process-tasks.tsx'
import { useTasksAtHand } from './tasks/use-tasks-at-hand.ts'
import { useMayChange } from './use-may-change.ts'
import { type ProcessName, processQuery } from './use-process.ts'
import { useProcessEditor } from './use-process-editor.ts'

/** A process beside something else, such as its chat: where it stands, who has it, its tasks and attributes. */
export function ProcessSummary(name: ProcessName) {
  const { data, error, refetch } = useQuery(processQuery(name))
  if (data) return <Summary key={name.processId} process={data.data} />
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <SkeletonRows count={8} />
}

function Summary({ process }: { process: Process }) {
  const { t } = useTranslation()
  const procedure = useProcedure(process.procedureShortId)
  const editor = useProcessEditor(process)
  const isReadOnly = !useMayChange()(process)
  const tasks = useTasksAtHand(process)
  const { title, note } = identifierOf(process, procedure)
  const here = useMemo(() => ({ procedure: procedure.shortId, process: process.id }), [procedure.shortId, process.id])
  const fields = { process, editor, isReadOnly }
  return (
    <ProcessHereContext value={here}>
      <article aria-label={title} className="@container flex flex-col gap-4 p-4">
        <header className="flex flex-col items-start gap-2">
          <div className="flex w-full items-start gap-2">
            <div className="min-w-0 flex-1">
              <h2 className="break-words font-semibold text-base">{title}</h2>
              {note && (
                <span className="inline-flex items-center text-ink-soft">
                  {note}
                  <CopyButton value={note} label={t('Copy {{value}}', { value: note })} />
                </span>
              )}
            </div>
            <Link
              to={`/p/${procedure.shortId}/${process.id}`}
              className="inline-flex items-center gap-1 text-[13px] text-accent-text hover:underline"
            >
              <ExternalLink aria-hidden className="size-4" />
              {t('Open')}
            </Link>
          </div>
          <StateMenu {...fields} />
        </header>
        <ProcessTasks process={process} isReadOnly={isReadOnly} tasks={tasks} />
        <div>
          <AssigneeField {...fields} />
          <NextActionField {...fields} />
          <AttributeList {...fields} of="process" ownerId={procedure.id} />
        </div>
      </article>
    </ProcessHereContext>
  )
}
