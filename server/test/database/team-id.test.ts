import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startNadi, theNadi } from '../harness/nadi.ts'
import { findTeamless } from '../harness/statement-check.ts'
import { globalTables } from '../harness/team-tables.ts'

startNadi()

const names = async (query: ReturnType<typeof sql<{ name: string }>>): Promise<string[]> =>
  (await query.execute(theNadi().db)).rows.map((row) => row.name)

test('every table has a team_id, but for the listed ones', async () => {
  const without = await names(sql`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id' and a.attnotnull)`)

  expect(without.filter((name) => !globalTables.has(name))).toEqual([])
})

test('team_id leads every primary key and every unique key', async () => {
  const others = await names(sql`
    select t.relname || ': ' || i.relname as name
    from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    where t.relnamespace = 'public'::regnamespace and x.indisunique and not t.relname = any (${[...globalTables]})
      and x.indkey[0] is distinct from (select a.attnum from pg_attribute a where a.attrelid = t.oid and a.attname = 'team_id')`)

  expect(others).toEqual([])
})

test('every foreign key goes from team_id to team_id', async () => {
  const others = await names(sql`
    select k.conrelid::regclass || ': ' || k.conname as name from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
      select from unnest(k.conkey, k.confkey) as pair (here, there)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here and a.attname = 'team_id'
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there and b.attname = 'team_id')`)

  expect(others).toEqual([])
})

test('no sequence or trigger ties the teams together', async () => {
  const found = await names(sql`
    select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace
    union all
    select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`)

  expect(found).toEqual([])
})

test('a statement that forgets the team is found, wherever it forgets it', async () => {
  const forgetful = [
    'select * from pods',
    'select * from pods where pod_id = $1',
    'select * from pods p join users u on u.user_id = p.pod_id where p.team_id = $1',
    'select * from pods where team_id = $1 and exists (select from users where users.user_id = pod_id)',
    'select (select count(*) from users) from pods where team_id = $1',
    'with gone as (delete from pods where pod_id = $1 returning *) select * from gone',
    'update pods set name = $1 where pod_id = $2',
    'update pods p set name = u.username from users u where p.team_id = $1',
    'delete from pods using users u where u.team_id = $1',
    'insert into pods (pod_id, name) values ($1, $2)',
    'insert into pods (team_id, pod_id) select $1, user_id from users',
    'select 1 union all select 1 from pods',
    'copy pods (pod_id) from stdin',
  ]
  const mindful = [
    'select * from pods where team_id = $1',
    'select * from pods p join users u on u.team_id = p.team_id where p.team_id = $1',
    'select * from pods join users using (team_id, pod_id) where pod_id = $1',
    'with one as (select * from pods where team_id = $1) select * from one',
    'update pods p set name = g.name from unnest($1::text[]) as g (name) where p.team_id = $2',
    'select * from pods where (team_id, pod_id) in (select $1::uuid, $2::uuid)',
    'insert into pods (team_id, pod_id) values ($1, $2) on conflict do nothing',
    'copy pods (team_id, pod_id) from stdin',
    'select * from team_directory',
    'select * from graphile_worker.jobs',
    'select count(*) from pg_class',
  ]

  for (const statement of forgetful) expect([statement, (await findTeamless(statement)).length]).toEqual([statement, 1])
  for (const statement of mindful) expect([statement, await findTeamless(statement)]).toEqual([statement, []])
})

test('no SQL of the program, whether a test runs it or not, speaks of a table of teams without team_id', async () => {
  const source = path.resolve(import.meta.dirname, '../../src')
  const tables = (
    await names(sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`)
  ).filter((name) => !globalTables.has(name))
  const speaksOf = new RegExp(String.raw`\b(?:from|join|into|update|using|copy)\s+(${tables.join('|')})\b`, 'i')
  const builds = new RegExp(String.raw`\.(?:selectFrom|insertInto|updateTable|deleteFrom)\('(${tables.join('|')})\b`)
  const teamless: string[] = []
  for (const file of await readdir(source, { recursive: true })) {
    if (!file.endsWith('.ts') || file === 'database/global-lookups.ts') continue
    const text = await readFile(path.join(source, file), 'utf8')
    // a statement ends where its template or its chain does
    const templates = (text.match(/`[^`]*`/g) ?? []).map((template) => filledIn(template, text))
    const chains = text.match(/\.(?:selectFrom|insertInto|updateTable|deleteFrom)\([\s\S]*?\.execute\w*\(/g) ?? []
    for (const statement of [
      ...templates.filter((one) => speaksOf.test(one)),
      ...chains.filter((one) => builds.test(one)),
    ]) {
      if (!/\bteam_id\b/.test(statement)) teamless.push(`${file}: ${statement.slice(0, 200).replaceAll(/\s+/g, ' ')}`)
    }
  }

  expect(teamless).toEqual([])
})

/** The template with its constants as the file writes them, such as a list of columns. */
const filledIn = (template: string, file: string): string =>
  template.replaceAll(
    /\$\{(\w+)\}/g,
    (hole, name: string) =>
      new RegExp(String.raw`const ${name}\b[^=]*=\s*([^;]{0,400}?)\n(?:\n|const|export|function)`).exec(file)?.[1] ??
      hole,
  )
