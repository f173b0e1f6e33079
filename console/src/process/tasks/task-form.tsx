import type { Attribute, Process, StateTask, Task } from '@nadi/sdk'
import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { stateOf, useProcedure, useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { problemAt } from '../../ui/problems.ts'
import { useTimeZone } from '../../ui/time-zone.ts'
import { AttributeInput } from '../../values/attribute-input.tsx'
import { instantOf, localOf } from '../../values/local-time.ts'
import { ProcessHereContext } from '../../values/references/process-here.ts'
import { useSaveTask } from './use-save-task.ts'

interface TaskFormProps {
  process: Process
  stateTask: StateTask
  /** null for a new one */
  task: Task | null
  onDone: (saved: Task) => void
  onCancel: () => void
}

const firstControl = 'input, textarea, select, [role="combobox"]'

const wide = new Set<Attribute['type']>(['text', 'html', 'json', 'address', 'cart', 'booking', 'multiPhotos', 'photo'])

/** The form of a state task: completed at once, or kept open for later or for someone else. */
export function TaskForm({ process, stateTask, task, onDone, onCancel }: TaskFormProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const { user: me } = useSession()
  const timeZone = useTimeZone()
  const procedure = useProcedure(process.procedureShortId)
  const attributes = model.attributesOf(stateTask.id).filter(({ formula }) => formula === null)
  const [data, setData] = useState<Record<string, unknown>>(() => task?.data ?? defaultsOf(attributes))
  const [assignedTo, setAssignedTo] = useState<string | null>(task ? task.assignedTo : me.id)
  const [dueBy, setDueBy] = useState<number | null>(task?.dueBy ?? null)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const form = useRef<HTMLFormElement>(null)
  const save = useSaveTask({ process, stateTask, task }, onDone)
  const submit = (status: Task['status']): void => {
    if (Object.keys(problems).length === 0) save.mutate({ data, status, assignedTo, dueBy })
  }
  const set = (shortId: string, value: unknown): void => setData((before) => ({ ...before, [shortId]: value }))
  const noteProblem = (shortId: string, problem: string | null): void =>
    setProblems(({ [shortId]: _before, ...others }) => (problem ? { ...others, [shortId]: problem } : others))
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      submit('COMPLETED')
    }
  }
  useEffect(() => {
    // on a phone its keyboard would cover the form
    if (!matchMedia('(pointer: coarse)').matches) form.current?.querySelector<HTMLElement>(firstControl)?.focus()
  }, [])
  const here = useMemo(
    () => ({ procedure: process.procedureShortId, process: process.id }),
    [process.procedureShortId, process.id],
  )
  const movesTo = stateTask.movesTo === null ? undefined : stateOf(procedure, stateTask.movesTo)
  const paths = [...attributes.map(({ shortId }) => `data.${shortId}`), 'assignedTo', 'dueBy']
  return (
    <ProcessHereContext value={here}>
      <form
        ref={form}
        aria-label={stateTask.name}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          submit('COMPLETED')
        }}
        onKeyDown={pressed}
        className="@container flex flex-col gap-4"
      >
        {stateTask.description && <p className="text-ink-soft">{stateTask.description}</p>}
        <div className="grid @md:grid-cols-2 gap-4">
          {attributes.map((attribute) => (
            <div key={attribute.id} className={wide.has(attribute.type) ? 'col-span-full' : 'min-w-0'}>
              <Field
                label={attribute.name}
                hint={attribute.description || undefined}
                isRequired={attribute.required}
                error={problems[attribute.shortId] ?? problemAt(save.error, `data.${attribute.shortId}`)}
              >
                {(control) => (
                  <AttributeInput
                    attribute={attribute}
                    value={data[attribute.shortId]}
                    onChange={(value) => set(attribute.shortId, value)}
                    onProblem={(problem) => noteProblem(attribute.shortId, problem)}
                    control={control}
                  />
                )}
              </Field>
            </div>
          ))}
        </div>
        <div className="grid @md:grid-cols-2 gap-4 border-line border-t pt-4">
          <Field label={t('Assigned to')} error={problemAt(save.error, 'assignedTo')}>
            {(control) => (
              <Combobox
                control={control}
                options={model.users
                  .filter(({ isActive }) => isActive)
                  .map(({ user, displayName, username }) => ({
                    value: user,
                    label: displayName,
                    keywords: [username],
                    icon: <Avatar name={displayName} size="sm" />,
                  }))}
                chosen={assignedTo === null ? [] : [assignedTo]}
                placeholder={t('Nobody')}
                onChoose={([chosen = null]) => setAssignedTo(chosen)}
              />
            )}
          </Field>
          <Field label={t('Due')} error={problemAt(save.error, 'dueBy')}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={dueBy === null ? '' : localOf(dueBy, timeZone)}
                onChange={(event) =>
                  setDueBy(event.target.value === '' ? null : instantOf(event.target.value, timeZone))
                }
              />
            )}
          </Field>
        </div>
        <FormProblems error={save.error} paths={paths} />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary" isBusy={save.isPending}>
            {movesTo ? t('Complete and move to {{state}}', { state: movesTo.name }) : t('Complete')}
            <Kbd keys="⌘⏎" />
          </Button>
          <Button disabled={save.isPending} onClick={() => submit('OPEN')}>
            {t('Save as open')}
          </Button>
          <Button look="ghost" onClick={onCancel}>
            {t('Close')}
          </Button>
          {task && task.status === 'OPEN' && (
            <Button look="ghost" className="ms-auto" disabled={save.isPending} onClick={() => submit('CANCELLED')}>
              {t('Cancel the task')}
            </Button>
          )}
        </div>
      </form>
    </ProcessHereContext>
  )
}

const defaultsOf = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.flatMap(({ shortId, default: value }) => (value === null ? [] : [[shortId, value]])))
