/**
 * The bare reference for WhatsApp: Fastify, pg and undici, nothing between. A send is stored, made, and completed; an event is checked and stored. The same
 * rows in the same tables with the same durability; no key, no limits, no validation, no chat, no history.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'
import { Pool } from 'undici'
import { v7 } from 'uuid'

interface Settings {
  url: string
  teamId: string
  pluginId: string
  phoneNumberId: string
  appSecret: string
  accessToken: string
  /** of the simulator */
  meta: string
}

const settings = JSON.parse(process.env.BENCH ?? '{}') as Settings
const { teamId, pluginId, phoneNumberId } = settings
const pool = new pg.Pool({ connectionString: settings.url, max: 20 })
pool.on('error', () => undefined)
const meta = new Pool(settings.meta)
const app = Fastify()
app.removeContentTypeParser('application/json')
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

const insert = `
  insert into chat_messages (team_id, chat_message_id, chat_id, plugin_id, phone_number_id, direction, type, body, delivery_status, at,
    source_type, created_at, updated_at)
  values ($1, $2, $2, $3, $4, 'OUTBOUND', $5, $6, 'PENDING', $7, 'API', $7, $7)`
const complete = `
  update chat_messages set external_id = $3, delivery_status = 'SENT', updated_at = $4 where team_id = $1 and chat_message_id = $2`

app.post('/messages', async ({ body }) => {
  const id = v7()
  const text = String(body)
  const message = JSON.parse(text) as { type: string }
  await pool.query({
    name: 'insert',
    text: insert,
    values: [teamId, id, pluginId, phoneNumberId, message.type, text, new Date()],
  })
  const answer = await meta.request({
    method: 'POST',
    path: `/v23.0/${phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...message, biz_opaque_callback_data: id }),
  })
  const said = (await answer.body.json()) as { messages: { id: string }[] }
  await pool.query({ name: 'complete', text: complete, values: [teamId, id, said.messages[0]?.id, new Date()] })
  return said
})

const keep = `
  insert into inbound_events (team_id, plugin_id, inbound_event_id, digest, body, received_at) values ($1, $2, $3, $4, $5, $6)
  on conflict do nothing`

app.post('/webhook', async ({ body, headers }, reply) => {
  const bytes = body as Buffer
  const expected = createHmac('sha256', settings.appSecret).update(bytes).digest()
  const given = Buffer.from(String(headers['x-hub-signature-256']).replace('sha256=', ''), 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.code(401).send()
  const digest = createHash('sha256').update(bytes).digest()
  await pool.query({ name: 'keep', text: keep, values: [teamId, pluginId, v7(), digest, bytes, new Date()] })
  return reply.send('')
})

process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(1))
