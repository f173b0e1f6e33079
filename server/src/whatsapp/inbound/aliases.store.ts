import type { Reader, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Scope } from '../../scope.ts'

/** What was written as `alias` up to `until` is that of the person with `waId`. */
export interface Alias {
  alias: string
  waId: string
  until: Date
  at: Date
}

/** The names of these people, and those that these names lead to. */
const select = prepared<Alias>(
  'find-contact-aliases',
  `with recursive known as (
     select alias, wa_id, until, at, 1 as depth from contact_aliases where team_id = $1 and alias = any($2::text[])
     union all
     select n.alias, n.wa_id, n.until, n.at, k.depth + 1 from known k
     join contact_aliases n on n.team_id = $1 and n.alias = k.wa_id where k.depth < 5
   )
   select distinct alias, wa_id as "waId", until, at from known order by alias, until`,
)

export const findAliases = (db: Reader, { teamId }: Scope, names: readonly string[]): Promise<Alias[]> =>
  select(db, [teamId, names])

const upsert = prepared<Alias>(
  'upsert-contact-aliases',
  `insert into contact_aliases as a (team_id, alias, until, wa_id, at)
   select $1::uuid, n.alias, n.until, n.wa_id, n.at
   from unnest($2::text[], $3::timestamptz[], $4::text[], $5::timestamptz[]) as n (alias, until, wa_id, at)
   order by n.alias, n.until
   on conflict (team_id, alias, until) do update set wa_id = excluded.wa_id, at = excluded.at
     where (a.at, a.wa_id) < (excluded.at, excluded.wa_id)
   returning alias, wa_id as "waId", until, at`,
)

/** Answers those that were news. No name may stand twice with the same `until`. */
export const upsertAliases = (tx: Tx, { teamId }: Scope, aliases: readonly Alias[]): Promise<Alias[]> =>
  upsert(tx, [
    teamId,
    aliases.map(({ alias }) => alias),
    aliases.map(({ until }) => until),
    aliases.map(({ waId }) => waId),
    aliases.map(({ at }) => at),
  ])
