import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pino from 'pino'
import { v7 } from 'uuid'
import { migrate } from './server/src/database/migrate.ts'
import { compose, serve } from './server/src/main.ts'

const url = 'postgres://postgres@127.0.0.1:55432/smoke'
await migrate(url)
const nadi = await compose(
  {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: url,
    databaseDirectUrl: url,
    dataDir: '/tmp/smoke',
    role: 'all',
    publicUrl: null,
    secretKey: randomBytes(32),
    apiKey: null,
    demo: false,
    storage: 'disk',
    logLevel: 'info',
  } as never,
  { url, directUrl: url },
  pino({ level: 'info' }),
)
const base = await serve(nadi, { host: '127.0.0.1', port: 0 })
const { scope, apiKey } = await nadi.teams.create({
  shortId: 't' + randomBytes(4).toString('hex'),
  name: 'T',
  timeZone: 'Asia/Kolkata',
  callingCode: '91',
  adminUsername: 'alex@paisapay.com',
})
const t = scope.teamId,
  now = new Date()
const pid = v7()
await sql`insert into procedures (team_id, procedure_id, short_id, name, default_state, primary_key_attribute, key_prefix, merging, created_at, updated_at) values (${t}, ${pid}, 'lead', 'Lead', 'NEW', 'lead_id', 'LEAD-', ${JSON.stringify({ attribute: 'phone_number', whenEnded: 'new' })}, ${now}, ${now})`.execute(
  nadi.db,
)
for (const [s, st] of [
  ['NEW', 'OPEN'],
  ['CONTACTED', 'OPEN'],
  ['CONVERTED', 'COMPLETED'],
])
  await sql`insert into states (team_id, state_id, procedure_id, short_id, name, status, created_at, updated_at) values (${t}, ${v7()}, ${pid}, ${s}, ${s}, ${st}, ${now}, ${now})`.execute(
    nadi.db,
  )
const attr = async (
  owner: string,
  kind: string,
  id: string,
  type: string,
  options: object = {},
  filterable = false,
  searchable = false,
) =>
  sql`insert into attributes (team_id, attribute_id, owner_kind, owner_id, short_id, name, type, options, is_filterable, is_searchable, created_at, updated_at) values (${t}, ${v7()}, ${kind}, ${owner}, ${id}, ${id}, ${type}, ${JSON.stringify(options)}, ${filterable}, ${searchable}, ${now}, ${now})`.execute(
    nadi.db,
  )
await attr(pid, 'procedure', 'lead_id', 'stringId', {}, true)
await attr(pid, 'procedure', 'name', 'name', {}, true, true)
await attr(pid, 'procedure', 'phone_number', 'phone', {}, true)
await attr(pid, 'procedure', 'city', 'string', {}, true)
await attr(pid, 'procedure', 'loan_amount', 'number', {}, true)
await attr(pid, 'procedure', 'next_call_time', 'datetime')
const stid = v7()
await sql`insert into state_tasks (team_id, state_task_id, procedure_id, short_id, name, states, mapping, moves_to_state, created_at, updated_at) values (${t}, ${stid}, ${pid}, 'call', 'Call', ${['NEW', 'CONTACTED']}, ${JSON.stringify({ next_call_time: 'next_call_time' })}, 'CONTACTED', ${now}, ${now})`.execute(
  nadi.db,
)
await attr(stid, 'state_task', 'call_disposition', 'stringEnum', { options: [{ value: 'RNR', label: 'Ringing' }] })
await attr(stid, 'state_task', 'next_call_time', 'datetime')
await attr(stid, 'state_task', 'remarks', 'text')
nadi.models.dropAll()
const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const r = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await r.text()
  console.log(method, path, r.status, text.slice(0, 900), r.headers.get('etag'))
  return JSON.parse(text)
}
const p = '/v1/ext/procedure/lead/process'
const a = await call('POST', p, {
  data: { name: 'Asha Rao', phone_number: 9876543210, city: 'Pune', loan_amount: '50000' },
})
await call('POST', p, { data: { name: 'Asha R', phone_number: '+91 98765 43210', city: 'Goa' } })
await call('POST', p, { data: { name: 'B', phone_number: '9876543211', cty: 'x' } })
await call('POST', p, { lead_id: 'LEAD-000002', data: { name: 'B', phone_number: '9876543212' } })
await call('POST', p, { data: { name: 'C', phone_number: '9876543213' } })
await call('POST', p, { data: { name: 'D' } }, { 'idempotency-key': 'k1' })
await call('POST', p, { data: { name: 'D' } }, { 'idempotency-key': 'k1' })
await call('POST', p, { data: { name: 'E' } }, { 'idempotency-key': 'k1' })
await call('GET', `${p}/${a._data.id}`)
await call(
  'PUT',
  `${p}/${a._data.id}`,
  { data: { city: null, loan_amount: 7 }, state: 'CONTACTED' },
  { 'if-match': '"2"' },
)
await call('PUT', `${p}/lead_id/LEAD-000001`, { assignedTo: 'alex@paisapay.com' })
await call('POST', '/v1/p/lead/LEAD-000001/task/call', {
  data: { call_disposition: 'ringing', next_call_time: '2023-11-15T09:30:00', remarks: 'x' },
  status: 'COMPLETED',
  assignedTo: 'alex@paisapay.com',
})
await call('GET', `${p}/${a._data.id}`)
await call('GET', '/v1/ext/p/lead/LEAD-000001/task')
await call('GET', '/v1/ext/tasks')
await call('DELETE', `${p}/lead_id/LEAD-000001`)
await call('GET', `${p}/${a._data.id}`)
await call('POST', p, { data: { name: 'Asha R', phone_number: '+91 98765 43210', city: 'Goa' } })
await call('POST', `${p}/${a._data.id}/restore`)
await call('POST', p, '[')
console.log(
  await sql`select attribute_id, value from process_values order by process_id`
    .execute(nadi.db)
    .then((r) => r.rows.length),
  await sql`select kind, before, after from events where procedure_id is not null order by position, event_id`
    .execute(nadi.db)
    .then((r) => JSON.stringify(r.rows).slice(0, 1500)),
)
await nadi.stop()
