import type { ProcedureDocument } from '../draft/document.ts'
import { mapThings, withoutThing } from '../draft/things.ts'

/** Takes a state away, and with it what is said of it elsewhere; another one stands in where it was the default. */
export function withoutState(document: ProcedureDocument, gone: string): Partial<ProcedureDocument> {
  const states = mapThings(withoutThing(document.states, gone), (state) => ({
    ...state,
    next: state.next?.filter((each) => each !== gone) ?? null,
  }))
  const firstOf = (status: string): string | undefined =>
    Object.entries(states).find(([, state]) => state.status === status)?.[0]
  return {
    states,
    ...(document.defaultState === gone && { defaultState: firstOf('OPEN') ?? Object.keys(states)[0] ?? '' }),
    ...(document.completedState === gone && { completedState: firstOf('COMPLETED') ?? null }),
    stateTasks: mapThings(document.stateTasks, (task) => ({
      ...task,
      states: task.states?.filter((each) => each !== gone) ?? null,
      movesTo: task.movesTo === gone ? null : task.movesTo,
    })),
  }
}
