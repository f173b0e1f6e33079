import type { Procedure, Process } from '@nadi/sdk'
import { stateOf, useTeamModel } from '../../../model/team-model.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { ColorBadge } from '../../../ui/badge.tsx'
import { Time } from '../../../ui/time.tsx'
import { AttributeValue } from '../../../values/attribute-value.tsx'
import { useStatusNames } from '../../../values/status-names.ts'
import type { Column } from '../columns.ts'

interface CellProps {
  column: Column
  process: Process
  procedure: Procedure
}

/** What a process has in a column, on one line. */
export function Cell({ column, process, procedure }: CellProps) {
  const { attribute, key } = column
  if (attribute) return <AttributeValue attribute={attribute} value={valueIn(column, process)} />
  switch (key) {
    case 'state':
      return <StateCell process={process} procedure={procedure} />
    case 'status':
      return <StatusCell status={process.status} />
    case 'assignedTo':
      return <Person user={process.assignedTo} />
    case 'createdBy':
      return <Person user={process.createdBy} />
    case 'belongsTo':
      return <PodCell pod={process.belongsTo} />
    case 'createdAt':
    case 'updatedAt':
    case 'nextActionAt':
      return <Time at={process[key]} />
    default:
      return <code className="font-mono text-[12px] text-ink-soft">{process.id}</code>
  }
}

export function valueIn({ attribute, isOfRecord }: Column, process: Process): unknown {
  if (!attribute) return undefined
  const holder = isOfRecord ? process.record : process
  return attribute.formula === null ? holder?.data[attribute.shortId] : holder?.derivedData[attribute.shortId]
}

export function StateCell({ process, procedure }: { process: Process; procedure: Procedure }) {
  const state = stateOf(procedure, process.state)
  return <ColorBadge color={state?.color ?? null}>{state?.name ?? process.stateShortId}</ColorBadge>
}

const StatusCell = ({ status }: { status: Process['status'] }) => <>{useStatusNames()[status]}</>

export function Person({ user }: { user: string | null }) {
  const model = useTeamModel()
  if (user === null) return null
  const name = model.user(user)?.displayName ?? user
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Avatar name={name} size="sm" />
      <span className="truncate">{name}</span>
    </span>
  )
}

function PodCell({ pod }: { pod: string | null }) {
  const model = useTeamModel()
  return <>{model.pods.find(({ id }) => id === pod)?.name ?? pod}</>
}
