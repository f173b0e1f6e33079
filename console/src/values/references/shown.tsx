import { Link } from '@tanstack/react-router'
import { useTeamModel } from '../../model/team-model.ts'
import { identifierOf } from '../identifier.ts'
import { listOf, type ShownValueProps } from '../value-type.ts'
import { recordTitle } from './record-title.ts'
import { useProcesses, useRecords, useTasks } from './use-referenced.ts'

const several = 'inline-flex max-w-full flex-wrap gap-x-3 gap-y-1'

/** Processes by what people know them by, as links to their pages. */
export function ProcessesShown({ attribute, value }: ShownValueProps) {
  const ids = listOf(value)
  const found = useProcesses(ids, attribute.target)
  return (
    <span className={several}>
      {ids.map((id) => {
        const referenced = found.get(id)
        if (!referenced) return <ShortId key={id} id={id} />
        return (
          <Link
            key={id}
            to={`/p/${referenced.procedure.shortId}/${id}`}
            onClick={(event) => event.stopPropagation()}
            className="truncate text-accent-text hover:underline"
          >
            {identifierOf(referenced.process, referenced.procedure).title}
          </Link>
        )
      })}
    </span>
  )
}

/** Records have no page of their own. On one line, in lists, they are not looked up: each would be a call. */
export function RecordsShown({ attribute, value, isFull }: ShownValueProps) {
  const model = useTeamModel()
  const ids = listOf(value)
  const found = useRecords(isFull ? ids : [], attribute.target)
  const entity = model.entities.find(({ shortId }) => shortId === attribute.target)
  return (
    <span className={several}>
      {ids.map((id) => {
        const record = found.get(id)
        return record && entity ? (
          <span key={id}>{recordTitle(record, model.attributesOf(entity.id))}</span>
        ) : (
          <ShortId key={id} id={id} />
        )
      })}
    </span>
  )
}

export function TasksShown({ value, isFull }: ShownValueProps) {
  const ids = listOf(value)
  const found = useTasks(isFull ? ids : [])
  return (
    <span className={several}>
      {ids.map((id) => {
        const title = found.get(id)?.title
        return title ? <span key={id}>{title}</span> : <ShortId key={id} id={id} />
      })}
    </span>
  )
}

/** The end of an id: its beginning is a time, and much the same in all. */
const ShortId = ({ id }: { id: string }) => (
  <code title={id} className="font-mono text-[12px] text-ink-soft">
    {`…${id.slice(-8)}`}
  </code>
)
