import type { HistoryEntry, Procedure } from '@nadi/sdk'
import i18n from 'i18next'
import {
  ArrowRightLeft,
  CircleCheckBig,
  CirclePlus,
  CircleX,
  ListPlus,
  type LucideIcon,
  Pencil,
  Trash2,
  Undo2,
  UsersRound,
} from 'lucide-react'
import type { TeamModel } from '../../model/team-model.ts'

/** What happened, in a few words, and its picture. */
export function entryTitle(
  entry: HistoryEntry,
  model: TeamModel,
  procedure: Procedure,
): { title: string; icon: LucideIcon } {
  const { t } = i18n
  const stateTask = model.stateTasksOf(procedure.id).find(({ shortId }) => shortId === entry.stateTask)
  const task = stateTask?.name ?? entry.stateTask ?? ''
  switch (entry.kind) {
    case 'process.created':
      return { title: t('{{name}} created', { name: procedure.name }), icon: CirclePlus }
    case 'process.state_changed':
      return { title: t('State changed'), icon: ArrowRightLeft }
    case 'process.merged':
      return { title: t('Merged with a new one of the same number'), icon: UsersRound }
    case 'process.deleted':
      return { title: t('Deleted'), icon: Trash2 }
    case 'process.restored':
      return { title: t('Restored'), icon: Undo2 }
    case 'task.created':
      return { title: t('Task {{task}} added', { task }), icon: ListPlus }
    case 'task.completed':
      return { title: t('Task {{task}} completed', { task }), icon: CircleCheckBig }
    case 'task.cancelled':
      return { title: t('Task {{task}} cancelled', { task }), icon: CircleX }
    case 'task.deleted':
      return { title: t('Task {{task}} deleted', { task }), icon: Trash2 }
    case 'task.updated':
      return { title: t('Task {{task}} changed', { task }), icon: Pencil }
    default:
      return { title: t('Changed'), icon: Pencil }
  }
}
