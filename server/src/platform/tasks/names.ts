import { BadInput, Conflict, NotFound } from '../../errors.ts'
import { uuidForm } from '../../uuid.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Procedure, StateTask } from '../model/types.ts'
import type { ProcessRow } from '../processes/row.ts'
import type { ProcessName } from '../processes/service.ts'

/** The state task that a path names, by short id or uuid. @throws NotFound */
export function stateTaskNamed(procedure: Procedure, name: string): StateTask {
  const found =
    procedure.stateTaskByShortId.get(name) ?? procedure.stateTasks.find((each) => each.id === name.toLowerCase())
  if (found) return found
  const known = [...procedure.stateTaskByShortId.keys()]
  const near = nearest(name, known)
  throw new NotFound(
    `There is no state task "${name}" in ${procedure.shortId}${near ? `; did you mean "${near}"?` : '.'}`,
    {
      code: 'unknown_state_task',
      path: 'stateTask',
      hint:
        known.length > 0 ? `Its state tasks are ${known.join(', ')}.` : `${procedure.shortId} has no state tasks yet.`,
    },
  )
}

/** A process in a path: by uuid, or by its primary key. @throws BadInput */
export function nameOf(procedure: Procedure, text: string): ProcessName {
  if (uuidForm.test(text) || !procedure.primaryKey) {
    if (uuidForm.test(text)) return { id: text.toLowerCase() }
    throw new BadInput(`"${text}" is not a uuid, and ${procedure.shortId} has no primary key to find it by.`, {
      path: 'process',
    })
  }
  return { key: procedure.primaryKey.shortId, value: text }
}

/** @throws Conflict where the process is in a state to which the task does not belong */
export function checkState(procedure: Procedure, stateTask: StateTask, process: ProcessRow): void {
  const state = procedure.stateById.get(process.stateId)
  if (stateTask.states === null || (state && stateTask.states.includes(state.shortId))) return
  throw new Conflict(
    `The task ${stateTask.shortId} belongs to the states ${stateTask.states.join(', ')}; this ${procedure.shortId} is in ${state?.shortId ?? 'none of them'}.`,
    { code: 'state_task_not_here', path: 'stateTask', hint: 'Move the process first.' },
  )
}
