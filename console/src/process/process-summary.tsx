import { Link } from '@tanstack/react-router'
import { ExternalLink, Plus } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcedure, useTeamModel } from '../model/team-model.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { identifierOf } from '../values/identifier.ts'
import { ProcessHereContext } from '../values/references/process-here.ts'
import { AttributeField } from './attribute-field.tsx'
import { AssigneeField, NextActionField } from './header-fields.tsx'
import { StateMenu } from './state-menu.tsx'
import { TaskForm } from './tasks/task-form.tsx'
import { TaskRow } from './tasks/task-row.tsx'
import { useProcessTasks } from './tasks/use-process-tasks.ts'
import { useMayWrite } from './use-may-write.ts'
import { type ProcessName, useProcess } from './use-process.ts'
import { useProcessEditor } from './use-process-editor.ts'

/** A process beside something else, such as its chat: where it stands, who has it, its attributes and open tasks. */
export const ProcessSummary = (name: ProcessName) => (
  <Suspense fallback={<SkeletonRows count={8} />}>
    <Summary key={name.processId} {...name} />
  </Suspense>
)

function Summary(name: ProcessName) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const process = useProcess(name)
  const procedure = useProcedure(process.procedureShortId)
  const editor = useProcessEditor(process)
  const isReadOnly = !useMayWrite()(process)
  const tasks = useProcessTasks(process)
  const [openTask, setOpenTask] = useState<string | null>(null)
  const [newTask, setNewTask] = useState<string | null>(null)
  const started = tasks.possible.find(({ id }) => id === newTask)
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
        <section aria-label={t('Tasks')} className="flex flex-col gap-2">
          <div className="flex items-center justify-between gap-2">
            <h3 className="font-medium text-[13px]">{t('Tasks')}</h3>
            {!isReadOnly && tasks.possible.length > 0 && (
              <Menu
                trigger={
                  <Button size="sm" icon={Plus}>
                    {t('Task')}
                  </Button>
                }
                items={tasks.possible.map(({ id, name: label }) => ({ label, onSelect: () => setNewTask(id) }))}
              />
            )}
          </div>
          {started && (
            <div className="rounded-lg border border-accent/40 bg-surface p-4">
              <h4 className="mb-3 font-medium">{started.name}</h4>
              <TaskForm
                process={process}
                stateTask={started}
                task={null}
                onDone={() => setNewTask(null)}
                onCancel={() => setNewTask(null)}
              />
            </div>
          )}
          <ul className="flex flex-col gap-2">
            {tasks.open.map((task) => (
              <TaskRow
                key={task.id}
                process={process}
                task={task}
                isReadOnly={isReadOnly}
                isOpen={openTask === task.id}
                onOpenChange={(isOpen) => setOpenTask(isOpen ? task.id : null)}
              />
            ))}
          </ul>
          {tasks.open.length === 0 && !started && !tasks.isPending && (
            <p className="text-[13px] text-ink-soft">{t('No open tasks.')}</p>
          )}
        </section>
        <section aria-label={t('Details')} className="flex flex-col">
          <AssigneeField {...fields} />
          <NextActionField {...fields} />
          {model.attributesOf(procedure.id).map((attribute) => (
            <AttributeField
              key={attribute.id}
              attribute={attribute}
              path={`data.${attribute.shortId}`}
              value={(attribute.formula === null ? process.data : process.derivedData)[attribute.shortId] ?? null}
              editor={editor}
              isReadOnly={isReadOnly}
            />
          ))}
        </section>
      </article>
    </ProcessHereContext>
  )
}
