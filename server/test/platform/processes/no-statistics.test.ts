import { CompiledQuery } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Answer, Api } from '../../harness/api.ts'
import { applyModel } from '../../harness/model.ts'
import { makeTeam, startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { type Cost, costsOf } from '../../harness/statement-costs.ts'

// Without statistics the planner takes every team for a small one: a new database has none, nor has one whose server was killed before they were gathered.
startNadi()

const model = {
  entities: { customer: { attributes: { name: 'name' } } },
  procedures: {
    deal: {
      entity: 'customer',
      primaryKey: 'deal_id',
      states: { NEW: {}, WON: { status: 'COMPLETED' } },
      attributes: {
        deal_id: 'stringId',
        title: { type: 'string', searchable: true },
        city: 'string',
        channel: 'string',
        follows: 'processCollection',
        customers: 'recordCollection',
        calls: 'taskCollection',
      },
      stateTasks: { call: { attributes: { remarks: 'text' } } },
    },
  },
}
const deals = '/v1/ext/procedure/deal/process'
const many = 50_000

interface Ids {
  process: string
  record: string
  task: string
}

let team: TeamAtHand
let agent: { api: Api; user: { id: string; username: string } }
let some: Ids[]

beforeAll(async () => {
  team = await makeTeam()
  const { api, nadi, scope } = team
  for (const table of ['records', 'processes', 'process_values', 'process_texts', 'tasks']) {
    await nadi.db.executeQuery(CompiledQuery.raw(`alter table ${table} set (autovacuum_enabled = off)`))
  }
  await applyModel(api, model)
  agent = await actAs(team, { name: 'Agent', procedures: [{ procedure: 'deal', read: 'own', write: 'own' }] })
  const first = await api.post(deals, {
    data: { deal_id: 'D-0', title: 'Blue bus', city: 'Goa', channel: 'phone' },
    record: { data: { name: 'Ravi' } },
  })
  await api.post(`/v1/ext/p/deal/${first.body._data.id}/task/call`, { status: 'OPEN', assignedTo: agent.user.id })
  await multiply(scope.teamId)
  // makes indexes worth more to the planner than their tables
  await nadi.db.executeQuery(CompiledQuery.raw('vacuum records, processes, process_values, process_texts, tasks'))
  const { rows } = await nadi.db.executeQuery<Ids>(
    CompiledQuery.raw(
      `select p.process_id as process, p.record_id as record, t.task_id as task
       from processes p join tasks t on t.team_id = p.team_id and t.process_id = p.process_id
       where p.team_id = $1 and p.assigned_to is null order by md5(p.process_id::text) limit 20`,
      [scope.teamId],
    ),
  )
  some = rows
})

/** As ours, in the order of their making, by the copy's number `n`: uuidv7() is of PostgreSQL 18. */
const newUuid = `(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '70008'
  || lpad(to_hex(n), 7, '0') || substr(md5(random()::text), 1, 8))::uuid`

/**
 * The team's only deal so many times, with its record, text and task, as chunks of bulk jobs leave them: a thousand of one moment. Half of them have
 * its city, the others its channel; the newest tenth is of another title; one in two hundred is an agent's. Each is due
 * when it was made.
 */
async function multiply(teamId: string): Promise<void> {
  await team.nadi.db.executeQuery(
    CompiledQuery.raw(
      `with copies as materialized (
         select p.*, ${newUuid} as copy, gen_random_uuid() as of, n, p.created_at - n / 1000 * interval '1 second' as at,
           case when n <= $2::integer / 10 then 'Red bus' else 'Blue bus' end as title
         from processes p cross join generate_series(1, $2::integer) n where p.team_id = $1::uuid
       ), copied_records as (
         insert into records (team_id, record_id, entity_id, data, created_at, updated_at)
         select c.team_id, c.of, r.entity_id, r.data, c.at, c.at
         from copies c join records r on r.team_id = c.team_id and r.record_id = c.record_id
       ), copied as (
         insert into processes (team_id, process_id, procedure_id, record_id, state_id, status, assigned_to, next_action_at, data,
           created_at, updated_at)
         select team_id, copy, procedure_id, of, state_id, status, case when n % 200 = 0 then $3::uuid end, at,
           data - case when n % 2 = 0 then 'channel' else 'city' end || jsonb_build_object('title', title), at, at
         from copies
       ), copied_values as (
         insert into process_values (team_id, attribute_id, value, created_at, process_id)
         select v.team_id, v.attribute_id, v.value, c.at, c.copy
         from process_values v join copies c on c.team_id = v.team_id and c.process_id = v.process_id
           and v.value = case when n % 2 = 0 then '"Goa"'::jsonb else '"phone"' end
       ), copied_texts as (
         insert into process_texts (team_id, attribute_id, process_id, value, created_at)
         select t.team_id, t.attribute_id, c.copy, lower(c.title), c.at
         from process_texts t join copies c on c.team_id = t.team_id and c.process_id = t.process_id
       )
       insert into tasks (team_id, task_id, process_id, procedure_id, state_task_id, title, status, assigned_to, due_by, created_at,
         updated_at)
       select t.team_id, ${newUuid}, c.copy, t.procedure_id, t.state_task_id, t.title, t.status,
         case when n % 200 = 0 then $3::uuid end, c.at, c.at, c.at
       from tasks t join copies c on c.team_id = t.team_id and c.process_id = t.process_id`,
      [teamId, many, agent.user.id],
    ),
  )
}

async function costsOfListing(request: object): Promise<{ costs: Cost[]; found: number; next: string }> {
  let answer: Answer | undefined
  const costs = await costsOf(team.nadi, async () => {
    answer = await team.api.post(`${deals}/list`, request)
  })
  expect(answer?.body._errors).toEqual([])
  return { costs, found: answer?.body._data.length, next: answer?.body._meta.nextCursor }
}

const tooDear = (costs: readonly Cost[], most: Pick<Cost, 'searches' | 'pages'>): Cost[] =>
  costs.filter(({ searches, pages }) => searches > most.searches || pages > most.pages)

test('a list by text looks up the processes of its page, not each one that matches', async () => {
  const request = { where: { title: { startsWith: 'blue' } }, limit: 100 }
  const first = await costsOfListing(request)
  const second = await costsOfListing({ ...request, cursor: first.next })

  // a first look at 1,202 processes, then the texts
  for (const { costs, found } of [first, second]) {
    expect(found).toBe(100)
    expect(tooDear(costs, { searches: 5_000, pages: 20_000 })).toEqual([])
    expect(costs.flatMap(({ readWhole }) => readWhole)).not.toContain('records')
  }
})

test('a list by ids looks each of them up', async () => {
  const { costs, found } = await costsOfListing({ where: { id: some.map(({ process }) => process) }, limit: 20 })

  expect(found).toBe(20)
  expect(tooDear(costs, { searches: 100, pages: 300 })).toEqual([])
})

test('two values that many have and that never meet are merged, each read once', async () => {
  const { costs, found } = await costsOfListing({ where: { city: 'Goa', channel: 'phone' } })

  expect(found).toBe(1)
  expect(tooDear(costs, { searches: 100, pages: 5_000 })).toEqual([])
})

test('what a process refers to, and the record that it joins, is looked up by its id', async () => {
  const costs = await costsOf(team.nadi, async () => {
    const made = await team.api.post(deals, {
      data: {
        deal_id: 'D-referring',
        follows: some.map(({ process }) => process),
        customers: some.map(({ record }) => record),
        calls: some.map(({ task }) => task),
      },
      record: { id: some[0]?.record },
    })
    expect(made.body._errors).toEqual([])
  })

  expect(tooDear(costs, { searches: 50, pages: 120 })).toEqual([])
})

test('a list of tasks looks up the process of each', async () => {
  const costs = await costsOf(team.nadi, async () => {
    const page = await team.api.get(`/v1/ext/tasks?status=OPEN&assignedTo=${agent.user.username}&limit=100`)
    expect(page.body._data).toHaveLength(100)
  })

  expect(tooDear(costs, { searches: 1_000, pages: 5_000 })).toEqual([])
})

test("a page of somebody's agenda reads what is theirs, whatever is due to others", async () => {
  const query = `user=${agent.user.username}&dueBefore=${Date.now()}&limit=100`
  const costs = await costsOf(team.nadi, async () => {
    const page = await team.api.get(`/v1/ext/agenda?${query}`)
    expect(page.body._data).toHaveLength(100)
    expect(page.body._meta.total).toBe(2 * (many / 200))
  })

  expect(tooDear(costs, { searches: 1_500, pages: 5_000 })).toEqual([])
  expect(costs.flatMap(({ readWhole }) => readWhole)).toEqual([])
})

test('an agent lists and finds the records of its own deals by looking up the deals of each record', async () => {
  const listing = await costsOf(team.nadi, async () => {
    const page = await agent.api.get('/v1/ext/entity/customer/records?limit=3')
    expect(page.body._data).toHaveLength(3)
  })
  const finding = await costsOf(team.nadi, async () => {
    const other = await agent.api.get(`/v1/ext/entity/customer/record/${some[0]?.record}`)
    expect(other.status).toBe(404)
  })

  // one in two hundred is its own
  expect(tooDear(listing, { searches: 1_000, pages: 5_000 })).toEqual([])
  expect(tooDear(finding, { searches: 5, pages: 20 })).toEqual([])
})

test('whether a record may be deleted is told by the processes that share it', async () => {
  const costs = await costsOf(team.nadi, async () => {
    const refused = await team.api.delete(`/v1/ext/entity/customer/record/${some[0]?.record}`)
    expect(refused.status).toBe(409)
  })

  expect(tooDear(costs, { searches: 5, pages: 20 })).toEqual([])
})
