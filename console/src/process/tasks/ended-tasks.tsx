import type { Task } from '@nadi/sdk'
import { CircleCheckBig, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Time } from '../../ui/time.tsx'
import { AttributeValue } from '../../values/attribute-value.tsx'
import { isAbsent } from '../../values/value-type.ts'

/** Tasks that were completed or cancelled, with what was filled in. */
export function EndedTasks({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation()
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="cursor-pointer px-3 py-2 text-[13px] text-ink-soft">
        {t('{{count}} tasks done', { count: tasks.length })}
      </summary>
      <ul className="divide-y divide-line border-line border-t">
        {tasks.map((task) => (
          <EndedTask key={task.id} task={task} />
        ))}
      </ul>
    </details>
  )
}

function EndedTask({ task }: { task: Task }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const isCompleted = task.status === 'COMPLETED'
  const Icon = isCompleted ? CircleCheckBig : CircleX
  const filled = model.attributesOf(task.stateTask).filter(({ shortId }) => !isAbsent(task.data[shortId]))
  const who = model.user(task.assignedTo)?.displayName
  return (
    <li className="flex gap-2 px-3 py-2">
      <Icon
        role="img"
        aria-label={isCompleted ? t('Completed') : t('Cancelled')}
        className={isCompleted ? 'mt-0.5 size-4 shrink-0 text-success' : 'mt-0.5 size-4 shrink-0 text-ink-soft'}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap gap-x-2">
          <span className="font-medium">{task.title}</span>
          <span className="text-[12.5px] text-ink-soft">
            {who} <Time at={task.completedAt ?? task.cancelledAt} />
          </span>
        </p>
        <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-[13px]">
          {filled.map((attribute) => (
            <div key={attribute.id} className="flex min-w-0 gap-1.5">
              <dt className="shrink-0 text-ink-soft">{attribute.name}</dt>
              <dd className="min-w-0 break-words">
                <AttributeValue attribute={attribute} value={task.data[attribute.shortId]} isFull />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  )
}
