import type { Database } from '../../database/database.ts'
import { Forbidden } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { procedureNamed } from '../processes/access.ts'
import type { ProcessLists } from '../processes/list/service.ts'
import { accessTo, holds } from '../roles/access.ts'
import { type BucketsQuery, perBucket, type Range, readRange, showBuckets, showRange } from './range.ts'
import * as store from './store.ts'
import type { AgentStatistics, ProcessStatistics } from './types.ts'

export interface StatisticsParts {
  db: Database
  models: Models
  processLists: ProcessLists
  /** open chats by whom they are assigned to; null: nobody */
  openChats: (scope: Scope) => Promise<ReadonlyMap<string | null, number>>
}

/** What a dashboard shows of processes and of those who work on them. */
export class Statistics {
  readonly #parts: StatisticsParts

  constructor(parts: StatisticsParts) {
    this.#parts = parts
  }

  /** Whether events of the team wait to be counted. */
  isBehind(scope: Scope): Promise<boolean> {
    return store.isBehind(scope.transaction ?? this.#parts.db, scope)
  }

  /** @throws Forbidden where the role does not read every process of the procedure */
  async ofProcesses(scope: Scope, procedureName: string, query: BucketsQuery): Promise<ProcessStatistics> {
    const { db, models, processLists } = this.#parts
    const model = await models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'read')
    assertReadsAll(scope, procedure)
    const range = readRange(model, query)
    const standing = await processLists.countByState(scope, procedure.id, {})
    const rows = await store.findStateCounts(scope.transaction ?? db, scope, procedure.id, range)
    const within = rows.filter(({ bucket }) => bucket <= range.starts.length)
    const total = within.reduce((sum, { created }) => sum + created, 0)
    const ofState = Map.groupBy(rows, ({ state }) => state)
    const gone = [...ofState.keys()].filter((state) => !procedure.stateByShortId.has(state)).sort()
    return {
      procedure: procedure.id,
      procedureShortId: procedure.shortId,
      ...showBuckets(range),
      created: { total, counts: perBucket(range, rows, ({ created }) => created) },
      states: [...procedure.states.map(({ shortId }) => shortId), ...gone].map((state) =>
        toldState(
          range,
          total,
          { state, isDeleted: gone.includes(state), standing: standing[state] ?? 0 },
          ofState.get(state) ?? [],
        ),
      ),
    }
  }

  /** @throws Forbidden where the role is neither a manager's nor one that manages users */
  async ofAgents(scope: Scope, query: BucketsQuery): Promise<AgentStatistics> {
    assertManages(scope)
    const { models, openChats } = this.#parts
    const db = scope.transaction ?? this.#parts.db
    const model = await models.of(scope)
    const range = readRange(model, { ...query, bucket: 'week' })
    const [processes, chats, tasks, completed] = [
      await store.countOpenProcesses(db, scope),
      await openChats(scope),
      new Map((await store.countOpenTasks(db, scope, new Date())).map((row) => [row.userId, row])),
      await store.countCompletedTasks(db, scope, range),
    ]
    const loadOf = (userId: string | null) => ({
      openProcesses: processes.get(userId) ?? 0,
      openChats: chats.get(userId) ?? 0,
      openTasks: tasks.get(userId)?.open ?? 0,
      overdueTasks: tasks.get(userId)?.overdue ?? 0,
    })
    const known = [...model.users.values()].filter(({ isActive }) => isActive).map(({ id }) => id)
    const busy = [processes, chats, tasks, completed].flatMap((counts) => [...counts.keys()])
    const agents = [...new Set([...known, ...busy.filter((id) => id !== null)])].map((user) => ({
      ...whoIs(model, user),
      ...loadOf(user),
      completedTasks: completed.get(user) ?? 0,
    }))
    const name = ({ displayName, username, user }: (typeof agents)[number]) => displayName || username || user
    return {
      ...showRange(range),
      agents: agents.sort((one, other) => name(one).localeCompare(name(other))),
      unassigned: loadOf(null),
    }
  }
}

function toldState(
  range: Range,
  createdTotal: number,
  state: { state: string; isDeleted: boolean; standing: number },
  rows: readonly store.StateCount[],
): ProcessStatistics['states'][number] {
  const reached = rows.reduce((sum, row) => sum + (row.bucket <= range.starts.length ? row.reached : 0), 0)
  // from now back to the end of each bucket
  let standing = state.standing
  const standingAt: number[] = []
  for (let bucket = range.starts.length; bucket >= 1; bucket--) {
    for (const row of rows) if (row.bucket === bucket + 1) standing -= row.entered - row.departed
    standingAt.unshift(Math.max(0, standing))
  }
  return {
    ...state,
    standingAt,
    entered: perBucket(range, rows, ({ entered }) => entered),
    reached,
    share: createdTotal === 0 ? null : reached / createdTotal,
  }
}

/** Of a user who may have been deleted. */
export function whoIs(model: TeamModel, user: string) {
  const member = model.users.get(user)
  return {
    user,
    username: member?.username ?? null,
    displayName: member?.displayName ?? null,
    availability: member?.availability ?? null,
    isActive: member?.isActive ?? false,
  }
}

function assertReadsAll({ role }: Scope, { id, shortId }: Procedure): void {
  if (accessTo(role, id).read === 'all') return
  throw new Forbidden(
    `The role "${role.name}" reads only a part of ${shortId}, and its statistics tell of all of it.`,
    {
      code: 'procedure_read_in_part',
      hint: `Use a key whose role reads all processes of ${shortId}.`,
    },
  )
}

function assertManages({ role }: Scope): void {
  if (role.roleType !== 'USER' || holds(role, 'users.manage')) return
  throw new Forbidden(
    `The role "${role.name}" is not of type MANAGER or ADMIN and lacks the permission users.manage, so it does not see what others have to do.`,
    { code: 'permission_missing', hint: 'Use a key whose role is of type MANAGER or ADMIN, or has users.manage.' },
  )
}
