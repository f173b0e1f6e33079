import type { Tx } from '../../database/database.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'

/** Somebody came or went: what waits is looked at soon, once for all who did meanwhile. */
export const askForAssignment = (tx: Tx, { teamId }: Pick<Scope, 'teamId'>): Promise<void> =>
  addJob(tx, 'assign-chats', { teamId }, { jobKey: `assign-chats:${teamId}` })
