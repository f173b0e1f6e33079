export interface SealedColumn {
  table: string
  column: string
}

/** Every column that holds what the vault sealed. One that is left out here would be lost with the key that sealed it. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'plugins', column: 'access_token' },
  { table: 'plugins', column: 'app_secret' },
  { table: 'plugins', column: 'verify_token' },
  { table: 'plugins', column: 'flow_private_key' },
  { table: 'signing_secrets', column: 'current' },
  { table: 'signing_secrets', column: 'next' },
  { table: 'second_factors', column: 'secret' },
]
