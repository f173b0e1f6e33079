/**
 * Fills a migrated database with teams whose procedure `lead` has many processes, by set-based SQL straight into the tables: what lists are measured
 * on. Each value depends on the number of its row only, so that two databases of different size have the same selectivities.
 *
 *     node bench/seed-list.ts postgres://… [teams] [processes a team]
 */
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import pino from 'pino'
import { migrate } from '../server/src/database/migrate.ts'
import { compose } from '../server/src/main.ts'
import { benchConfig } from './config.ts'

export interface ListTeam {
  teamId: string
  key: string
  /** of users with some 100, 10 and 1 in a hundred of the processes */
  usernames: string[]
}

const cities = 40

/** type, and the SQL of its value for the row number `n`; null leaves it out */
const attributes: Record<string, { type: string; options?: object; searchable?: true; value: string }> = {
  lead_id: { type: 'stringId', value: `'LEAD-' || lpad(n::text, 6, '0')` },
  name: {
    type: 'name',
    searchable: true,
    value: `(array['Asha','Ravi','Meera','Kabir','Sana','Dev','Isha','Om'])[1 + n % 8] || ' ' || (array['Rao','Shah','Nair','Khan','Das'])[1 + n / 8 % 5] || ' ' || n`,
  },
  phone_number: { type: 'phone', value: `'+9198' || lpad(n::text, 8, '0')` },
  // half of them in two cities, the rest ever rarer
  city: { type: 'string', value: `'city ' || floor(${cities} * power(n::bigint * 7919 % 10007 / 10007.0, 3))` },
  source: {
    type: 'stringEnum',
    options: {
      options: ['WEBSITE', 'REFERRAL', 'ADVERT', 'WALK_IN'].map((value) => ({ value, label: value.toLowerCase() })),
    },
    value: `(array['WEBSITE','WEBSITE','WEBSITE','REFERRAL','ADVERT','WALK_IN'])[1 + n * 31 % 6]`,
  },
  loan_amount: { type: 'number', value: `n::bigint * 104729 % 1000000` },
  // a hundredth of the rows each, one after the other in time
  batch: { type: 'integer', value: `n * 100 / :count` },
  score: { type: 'integer', value: `case when n % 3 > 0 then n * 613 % 100 end` },
  // two halves that never meet
  segment: { type: 'string', value: `case when n % 2 = 0 then 'even' else 'odd' end` },
  channel: { type: 'string', value: `case when n % 2 = 0 then 'chat' else 'phone' end` },
  // old and rare
  promotion: { type: 'string', value: `case when n < 30 then 'launch' end` },
  remarks: { type: 'text', value: `repeat('Asked to be called again. ', 1 + n % 4)` },
}

const states: Record<string, { status: string; upTo: number }> = {
  NEW: { status: 'OPEN', upTo: 30 },
  CONTACTED: { status: 'OPEN', upTo: 70 },
  QUALIFIED: { status: 'OPEN', upTo: 80 },
  CONVERTED: { status: 'COMPLETED', upTo: 97 },
  LOST: { status: 'CANCELLED', upTo: 100 },
}

export async function seedList(url: string, teams: number, count: number): Promise<ListTeam[]> {
  await migrate(url)
  const made = await makeTeams(url, teams)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    await insertModel(client, made)
    await insertProcesses(client, count)
    await client.query('commit')
    await client.query('vacuum (analyze) processes, process_values, process_texts, process_keys')
  } finally {
    await client.end()
  }
  return made
}

async function makeTeams(url: string, count: number): Promise<ListTeam[]> {
  const config = benchConfig(url, { role: 'api' })
  const nadi = await compose(config, { url, directUrl: url }, pino({ level: 'error' }))
  try {
    const made: ListTeam[] = []
    for (let number = 1; number <= count; number++) {
      const { scope } = await nadi.teams.create({
        shortId: `list${number}`,
        name: `List ${number}`,
        timeZone: 'Asia/Kolkata',
        callingCode: '91',
        adminUsername: `admin@list${number}.example`,
      })
      const { key } = await nadi.keys.create(scope, {
        name: 'Bench',
        role: scope.role.id,
        requestsPerMinute: 100_000_000,
      })
      made.push({
        teamId: scope.teamId,
        key,
        usernames: ['often', 'seldom', 'rarely'].map((name) => `${name}@list${number}.example`),
      })
    }
    return made
  } finally {
    await nadi.stop()
  }
}

async function insertModel(client: pg.Client, teams: readonly ListTeam[]): Promise<void> {
  const teamIds = teams.map((team) => team.teamId)
  await client.query(
    `insert into users (team_id, user_id, username, role_id, created_at, updated_at)
     select t.team_id, uuidv7(), given.username || '@' || t.short_id || '.example', r.role_id, now(), now()
     from teams t cross join unnest(array['often', 'seldom', 'rarely']) as given (username)
     cross join lateral (select role_id from roles r where r.team_id = t.team_id limit 1) r where t.team_id = any($1)`,
    [teamIds],
  )
  await client.query(
    `insert into pods (team_id, pod_id, name, created_at, updated_at)
     select t, uuidv7(), pod, now(), now() from unnest($1::uuid[]) as t cross join unnest(array['Pune', 'Goa']) as pod`,
    [teamIds],
  )
  await client.query(
    `insert into procedures (team_id, procedure_id, short_id, name, primary_key_attribute, default_state, created_at, updated_at)
     select t, uuidv7(), 'lead', 'Lead', 'lead_id', 'NEW', now(), now() from unnest($1::uuid[]) as t`,
    [teamIds],
  )
  await client.query(
    `insert into states (team_id, state_id, procedure_id, short_id, name, status, created_at, updated_at)
     select p.team_id, uuidv7(), p.procedure_id, s.key, s.key, s.value ->> 'status', now(), now()
     from procedures p cross join jsonb_each($2::jsonb) s where p.team_id = any($1)`,
    [teamIds, JSON.stringify(states)],
  )
  await client.query(
    `insert into attributes (team_id, attribute_id, owner_kind, owner_id, short_id, name, type, options, is_filterable, is_searchable,
       created_at, updated_at)
     select p.team_id, uuidv7(), 'procedure', p.procedure_id, a.key, a.key, a.value ->> 'type', coalesce(a.value -> 'options', '{}'),
       a.key <> 'remarks', coalesce((a.value ->> 'searchable')::boolean, false), now(), now()
     from procedures p cross join jsonb_each($2::jsonb) a where p.team_id = any($1)`,
    [teamIds, JSON.stringify(attributes)],
  )
  await client.query('update teams set model_version = model_version + 1 where team_id = any($1)', [teamIds])
}

async function insertProcesses(client: pg.Client, count: number): Promise<void> {
  const values = Object.entries(attributes).map(([shortId, { value }]) => `'${shortId}', ${value}`)
  const state = Object.entries(states).map(([shortId, { upTo }]) => `when n * 37 % 100 < ${upTo} then '${shortId}'`)
  // the teams' rows lie among each other, as they do where many teams work at once
  await client.query(
    `insert into processes (team_id, process_id, procedure_id, state_id, status, assigned_to, pod_id, data, next_action_at, created_by, created_at,
       updated_at)
     select l.team_id, uuidv7(r.at - now()), l.procedure_id, s.state_id, s.status,
       case when n % 100 = 0 then l.users[3] when n % 10 = 1 then l.users[2] when n % 2 = 0 then l.users[1] end,
       case when n % 500 = 7 then l.pods[1] when n % 4 = 1 then l.pods[2] end,
       r.data, case when n % 7 = 0 then r.at + interval '2 days' end, l.users[1], r.at, r.at
     from generate_series(0, $1::integer - 1) as n
     cross join (
       select p.team_id, p.procedure_id,
         (select array_agg(u.user_id order by u.username like 'often%' desc, u.username like 'seldom%' desc) from users u
          where u.team_id = p.team_id and u.username !~ '^admin@') as users,
         (select array_agg(pod_id order by name desc) from pods where pods.team_id = p.team_id) as pods
       from procedures p) l
     cross join lateral (
       select date_trunc('milliseconds', now()) - ($1::integer - n) * interval '77 seconds' as at,
         jsonb_strip_nulls(jsonb_build_object(${values.join(', ').replaceAll(':count', '$1::integer')})) as data) r
     join states s on s.team_id = l.team_id and s.procedure_id = l.procedure_id and s.short_id = case ${state.join(' ')} end
     order by n`,
    [count],
  )
  // in the order of its index, which is then filled from left to right: many times quicker
  await client.query(`set local work_mem = '512MB'`)
  const source = `from processes p join attributes a on a.team_id = p.team_id and a.owner_id = p.procedure_id and p.data ? a.short_id`
  await client.query(
    `insert into process_values (team_id, attribute_id, value, created_at, process_id)
     select p.team_id, a.attribute_id, p.data -> a.short_id, p.created_at, p.process_id ${source} and a.is_filterable
     order by 1, 2, 3, 4, 5`,
  )
  await client.query(
    `insert into process_texts (team_id, attribute_id, process_id, value, created_at)
     select p.team_id, a.attribute_id, p.process_id, lower(p.data ->> a.short_id), p.created_at ${source} and a.is_searchable`,
  )
  await client.query(
    `insert into process_keys (team_id, attribute_id, value, process_id)
     select p.team_id, a.attribute_id, p.data ->> a.short_id, p.process_id ${source} and a.short_id = 'lead_id'`,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , url, teams = '10', count = '100000'] = process.argv
  if (!url) throw new Error('Give the address of an empty database.')
  console.log(JSON.stringify(await seedList(url, Number(teams), Number(count))))
}
