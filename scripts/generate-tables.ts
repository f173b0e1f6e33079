/** Writes server/src/database/tables.ts from the catalogue of a migrated database: `node scripts/generate-tables.ts postgres://…`. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../server/src/database/migrate.ts'

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bytea: 'Buffer',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  date: 'string',
  json: 'unknown',
  jsonb: 'unknown',
  'timestamp with time zone': 'Date',
  'uuid[]': 'string[]',
  'text[]': 'string[]',
}

interface Column {
  table: string
  column: string
  type: string
  nullable: boolean
  hasDefault: boolean
}

const [url] = process.argv.slice(2)
if (!url) throw new Error('Name the database: node scripts/generate-tables.ts postgres://…')
await migrate(url)
const client = new pg.Client(url)
await client.connect()
const { rows } = await client.query<Column>(`
  select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
         not a.attnotnull as nullable, a.atthasdef as "hasDefault"
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname not like 'kysely%'
  order by c.relname, a.attnum`)
await client.end()

const interfaceName = (table: string): string =>
  `${table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Table`
const typeOf = (column: Column): string => {
  const type = types[column.type]
  if (!type) throw new Error(`No TypeScript type is known for ${column.type} of ${column.table}.${column.column}.`)
  const full = column.nullable && type !== 'unknown' ? `${type} | null` : type
  return column.hasDefault ? `Generated<${full}>` : full
}

const byTable = Map.groupBy(rows, (row) => row.table)
const lines = [
  '// Written by scripts/generate-tables.ts from the migrated database; do not edit.',
  "import type { Generated } from 'kysely'",
  '',
  'export interface Tables {',
  ...[...byTable.keys()].map((table) => `  ${table}: ${interfaceName(table)}`),
  '}',
]
for (const [table, columns] of byTable) {
  lines.push('', `export interface ${interfaceName(table)} {`)
  for (const column of columns) lines.push(`  ${column.column}: ${typeOf(column)}`)
  lines.push('}')
}
writeFileSync(path.join(import.meta.dirname, '../server/src/database/tables.ts'), `${lines.join('\n')}\n`)
