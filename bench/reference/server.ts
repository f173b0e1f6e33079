/**
 * The bare reference: Fastify and pg, nothing between. No key, no limits, no validation, no model; every statement is prepared, as the
 * engine's are, and a write makes the same rows with the same durability.
 */
import Fastify from 'fastify'
import pg from 'pg'
import { v7 } from 'uuid'

interface Settings {
  url: string
  teamId: string
  procedureId: string
  stateId: string
  attributes: Record<'city' | 'loan_amount' | 'source' | 'score', string>
}

const settings = JSON.parse(process.env.BENCH ?? '{}') as Settings
const { teamId, procedureId, stateId, attributes } = settings
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const pool = new pg.Pool({ connectionString: settings.url, max: 20 })
pool.on('error', () => undefined)
const app = Fastify()

const present = (row: Record<string, unknown>) => ({
  _data: {
    id: row.process_id,
    team: teamId,
    procedure: row.procedure_id,
    procedureShortId: 'application',
    createdBy: row.created_by,
    assignedTo: row.assigned_to,
    assignedToUsername: null,
    belongsTo: row.pod_id,
    entity: null,
    record: null,
    status: row.status,
    state: row.state_id,
    stateShortId: 'NEW',
    data: row.data,
    derivedData: row.derived_data,
    nextActionAt: row.next_action_at,
    version: row.version,
    createdAt: (row.created_at as Date).getTime(),
    updatedAt: (row.updated_at as Date).getTime(),
    isDeleted: row.deleted_at !== null,
  },
  _meta: {},
  _errors: [],
})

app.get<{ Params: { id: string } }>('/process/:id', async ({ params }) => {
  const { rows } = await pool.query({
    name: 'fetch',
    text: 'select * from processes where team_id = $1 and process_id = $2',
    values: [teamId, params.id],
  })
  return present(rows[0])
})

const insert = `
  with p as (
    insert into processes (team_id, process_id, procedure_id, state_id, status, data, created_at, updated_at)
    values ($1, $2, $3, $4, 'OPEN', $5, $6, $6) returning *
  ), v as (
    insert into process_values (team_id, attribute_id, value, created_at, process_id)
    values ($1, $7, $8, $6, $2), ($1, $9, $10, $6, $2), ($1, $11, $12, $6, $2), ($1, $13, $14, $6, $2)
  ), e as (
    insert into events (team_id, event_id, kind, subject_id, procedure_id, after, at) values ($1, $15, 'process.created', $2, $3, $5, $6)
  )
  select * from p`

app.post<{ Body: { data: Record<string, unknown> } }>('/process', async ({ body: { data } }) => {
  const { rows } = await pool.query({
    name: 'create',
    text: insert,
    values: [
      teamId,
      v7(),
      procedureId,
      stateId,
      JSON.stringify(data),
      new Date(),
      attributes.city,
      JSON.stringify(data.city),
      attributes.loan_amount,
      JSON.stringify(data.loan_amount),
      attributes.source,
      JSON.stringify(data.source),
      attributes.score,
      JSON.stringify(data.score),
      v7(),
    ],
  })
  return present(rows[0])
})

app.put<{ Params: { id: string }; Body: { data: Record<string, unknown> } }>(
  '/process/:id',
  async ({ params: { id }, body }) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const { rows } = await client.query({
        name: 'lock',
        text: 'select * from processes where team_id = $1 and process_id = $2 for update',
        values: [teamId, id],
      })
      const [before] = rows
      const data = { ...before.data, ...body.data }
      const at = new Date()
      const updated = await client.query({
        name: 'update',
        text: 'update processes set data = $3, updated_at = $4, version = version + 1 where team_id = $1 and process_id = $2 returning *',
        values: [teamId, id, JSON.stringify(data), at],
      })
      await client.query({
        name: 'unindex',
        text: 'delete from process_values where team_id = $1 and attribute_id = $2 and value = $3 and created_at = $4 and process_id = $5',
        values: [teamId, attributes.city, JSON.stringify(before.data.city), before.created_at, id],
      })
      await client.query({
        name: 'index',
        text: 'insert into process_values (team_id, attribute_id, value, created_at, process_id) values ($1, $2, $3, $4, $5) on conflict do nothing',
        values: [teamId, attributes.city, JSON.stringify(data.city), before.created_at, id],
      })
      await client.query({
        name: 'history',
        text: `insert into events (team_id, event_id, kind, subject_id, procedure_id, before, after, at) values ($1, $2, 'process.updated', $3, $4, $5, $6, $7)`,
        values: [
          teamId,
          v7(),
          id,
          procedureId,
          JSON.stringify({ city: before.data.city }),
          JSON.stringify({ city: data.city }),
          at,
        ],
      })
      await client.query('commit')
      return present(updated.rows[0])
    } finally {
      client.release()
    }
  },
)

process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(1))
