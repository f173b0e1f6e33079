import { ArrowDown, ArrowUp, ListTodo, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Id } from '../../../ui/copy-button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Section } from '../../../ui/page.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import { AttributesTab } from '../attributes/attributes-tab.tsx'
import type { ProcedureDocument, TaskDocument } from '../draft/document.ts'
import { swapped, withoutThing, withThing } from '../draft/things.ts'
import { TaskDialog } from './task-dialog.tsx'

interface TasksTabProps {
  document: ProcedureDocument
  edit: (changes: Partial<ProcedureDocument>) => void
}

/** Work that is done on a process: a form, and what completing it does. */
export function TasksTab({ document, edit }: TasksTabProps) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<string | null>(null)
  const tasks = document.stateTasks
  const keys = Object.keys(tasks)
  const add = (
    <Button icon={Plus} onClick={() => setEdited('')}>
      {t('Add a state task')}
    </Button>
  )
  const swap = (one: string, other: string | undefined): void => {
    if (other !== undefined) edit({ stateTasks: swapped(tasks, one, other) })
  }
  return (
    <>
      {keys.length === 0 ? (
        <EmptyState icon={ListTodo} title={t('There is no state task yet')} action={add}>
          {t('A state task is work with a form, such as a call: filling it in can move the process on.')}
        </EmptyState>
      ) : (
        <div className="mb-4 flex justify-end">{add}</div>
      )}
      {Object.entries(tasks).map(([shortId, task], index) => (
        <Section
          key={shortId}
          title={task.name}
          description={task.description}
          actions={
            <span className="flex items-center">
              <Id value={shortId} label={t('Copy the short id')} />
              <IconButton
                icon={ArrowUp}
                label={t('Move {{name}} up', { name: task.name })}
                disabled={index === 0}
                onClick={() => swap(shortId, keys[index - 1])}
              />
              <IconButton
                icon={ArrowDown}
                label={t('Move {{name}} down', { name: task.name })}
                disabled={index === keys.length - 1}
                onClick={() => swap(shortId, keys[index + 1])}
              />
              <IconButton
                icon={Pencil}
                label={t('Edit {{name}}', { name: task.name })}
                onClick={() => setEdited(shortId)}
              />
              <IconButton
                icon={Trash2}
                label={t('Remove {{name}}', { name: task.name })}
                onClick={() => edit({ stateTasks: withoutThing(tasks, shortId) })}
              />
            </span>
          }
        >
          <TaskSummary task={task} document={document} />
          <AttributesTab
            title={t('Form of {{name}}', { name: task.name })}
            isForm
            document={task}
            edit={(changes) => edit({ stateTasks: withThing(tasks, shortId, { ...task, ...changes }) })}
          />
        </Section>
      ))}
      {edited !== null && (
        <TaskDialog shortId={edited || null} document={document} edit={edit} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

function TaskSummary({ task, document }: { task: TaskDocument; document: ProcedureDocument }) {
  const { t } = useTranslation()
  const stateName = (shortId: string): string => document.states[shortId]?.name ?? shortId
  const mapped = Object.entries(task.mapping).map(
    ([from, to]) => `${task.attributes[from]?.name ?? from} → ${document.attributes[to]?.name ?? to}`,
  )
  const rows = [
    [t('Done in'), task.states === null ? t('any state') : task.states.map(stateName).join(', ')],
    [t('Moves to'), task.movesTo === null ? t('nowhere') : stateName(task.movesTo)],
    [t('Writes'), mapped.length === 0 ? t('nothing into the process') : mapped.join(', ')],
  ]
  return (
    <dl className="mb-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {rows.map(([term, says]) => (
        <div key={term} className="contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  )
}
