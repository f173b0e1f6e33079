import type { Process } from '@nadi/sdk'
import { useSession } from '../app/session.ts'

/** Whether the person's role may change a process, of which `useMayWrite` says only whether it may change some. The server decides; this hides what it would refuse. */
export function useMayChange(): (process: Pick<Process, 'procedure' | 'assignedTo' | 'belongsTo'>) => boolean {
  const { role, user } = useSession()
  return ({ procedure, assignedTo, belongsTo }) => {
    const access =
      role.procedures.find((each) => each.procedure === procedure) ??
      role.procedures.find((each) => each.procedure === '*')
    const isOwn = assignedTo === user.id
    switch (access?.write) {
      case 'all':
        return true
      case 'pod':
        return isOwn || (belongsTo !== null && user.pods.includes(belongsTo))
      case 'own':
        return isOwn
      default:
        return false
    }
  }
}
