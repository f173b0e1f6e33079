import type { Process } from '@nadi/sdk'
import { useSession } from '../app/session.ts'

type Placed = Pick<Process, 'procedure' | 'procedureShortId' | 'assignedTo' | 'belongsTo'>

/** Whether the person's role may change a process. The server decides; this only hides what it would refuse. */
export function useMayWrite(): (process: Placed) => boolean {
  const { role, user } = useSession()
  return ({ procedure, procedureShortId, assignedTo, belongsTo }) => {
    const named = role.procedures.find((each) => each.procedure === procedure || each.procedure === procedureShortId)
    const reach = (named ?? role.procedures.find((each) => each.procedure === '*'))?.write ?? 'none'
    const isOwn = assignedTo === user.id
    if (reach === 'pod') return isOwn || (belongsTo !== null && user.pods.includes(belongsTo))
    return reach === 'all' || (reach === 'own' && isOwn)
  }
}
