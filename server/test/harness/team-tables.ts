/** The tables that stand above teams: how a request finds its team, and what the workers share. All others belong to a team, row by row. */
export const globalTables: ReadonlySet<string> = new Set([
  'team_directory',
  'api_key_directory',
  'plugin_directory',
  'sign_in_attempts',
  'worker_heartbeats',
  'senders',
  'kysely_migration',
  'kysely_migration_lock',
])
