import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

/** A rule as stored. */
export interface RuleRow {
  id: string
  name: string
  pluginId: string | null
  phoneNumberId: string | null
  procedureId: string | null
  strategy: 'ROUND_ROBIN' | 'LEAST_LOADED'
  podIds: string[]
  skillIds: string[]
  userIds: string[]
  mostChats: number | null
  awayMessage: string | null
  isActive: boolean
  lastUserId: string | null
  version: number
  createdAt: Date
  updatedAt: Date
}

const columns = [
  'assignment_rule_id as id',
  'name',
  'plugin_id as pluginId',
  'phone_number_id as phoneNumberId',
  'procedure_id as procedureId',
  'strategy',
  'pod_ids as podIds',
  'skill_ids as skillIds',
  'user_ids as userIds',
  'most_chats as mostChats',
  'away_message as awayMessage',
  'is_active as isActive',
  'last_user_id as lastUserId',
  'version',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

const rulesOf = (db: Reader, teamId: string) =>
  db
    .selectFrom('assignment_rules')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .orderBy('assignment_rule_id')

export async function findRules(db: Reader, { teamId }: Scope): Promise<RuleRow[]> {
  return (await rulesOf(db, teamId).execute()) as RuleRow[]
}

/** All of them, until the transaction ends: whoever gives chats to people waits for others who do, so that nobody gets too many. */
export async function holdRules(tx: Tx, { teamId }: Scope): Promise<RuleRow[]> {
  return (await rulesOf(tx, teamId).forNoKeyUpdate().execute()) as RuleRow[]
}

const toColumns = (rule: RuleRow) => ({
  name: rule.name,
  plugin_id: rule.pluginId,
  phone_number_id: rule.phoneNumberId,
  procedure_id: rule.procedureId,
  strategy: rule.strategy,
  pod_ids: rule.podIds,
  skill_ids: rule.skillIds,
  user_ids: rule.userIds,
  most_chats: rule.mostChats,
  away_message: rule.awayMessage,
  is_active: rule.isActive,
  version: rule.version,
  updated_at: rule.updatedAt,
})

export async function insertRule(tx: Tx, { teamId }: Scope, rule: RuleRow): Promise<void> {
  await tx
    .insertInto('assignment_rules')
    .values({ team_id: teamId, assignment_rule_id: rule.id, created_at: rule.createdAt, ...toColumns(rule) })
    .execute()
}

export async function updateRule(tx: Tx, { teamId }: Scope, rule: RuleRow, { isDeleted = false } = {}): Promise<void> {
  await tx
    .updateTable('assignment_rules')
    .set({ ...toColumns(rule), deleted_at: isDeleted ? rule.updatedAt : null })
    .where('team_id', '=', teamId)
    .where('assignment_rule_id', '=', rule.id)
    .execute()
}

export async function noteTurn(tx: Tx, { teamId }: Scope, ruleId: string, userId: string): Promise<void> {
  await tx
    .updateTable('assignment_rules')
    .set({ last_user_id: userId })
    .where('team_id', '=', teamId)
    .where('assignment_rule_id', '=', ruleId)
    .execute()
}
