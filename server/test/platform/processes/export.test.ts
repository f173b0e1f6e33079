import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { promisify } from 'node:util'
import { CompiledQuery } from 'kysely'
import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'

const send = ({ api }: Pick<TeamAtHand, 'api'>, body: object, headers: Record<string, string> = {}) =>
  api.fetch(`${base}/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** Many leads at once, straight into the table: only their number matters. */
async function insertLeads({ nadi, scope, api }: TeamAtHand, count: number): Promise<void> {
  const [lead] = (await api.post(`${base}/list`, {})).body._data
  await nadi.db.executeQuery(
    CompiledQuery.raw(
      `insert into processes (team_id, process_id, procedure_id, state_id, status, data, created_at, updated_at)
       select $1::uuid, gen_random_uuid(), $2::uuid, $3::uuid, 'OPEN', jsonb_build_object('name', 'Lead ' || n, 'notes', repeat('x', 500)),
         now() - n * interval '1 ms', now() from generate_series(1, $4::integer) n`,
      [scope.teamId, lead.procedure, lead.state, count],
    ),
  )
}

test(
  'an export holds what a list holds, a process a line',
  withLeads(async (team) => {
    for (const city of ['Pune', 'Goa', 'Pune']) await team.api.post(base, { data: { name: 'Asha', city } })
    const where = { city: 'Pune' }

    const answer = await send(team, { where })
    const lines = (await answer.text()).split('\n')

    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="lead.ndjson"')
    expect(lines.pop()).toBe('')
    const list = await team.api.post(`${base}/list`, { where })
    expect(lines.map((line) => JSON.parse(line))).toEqual(list.body._data)
  }),
)

test(
  'a CSV has the short ids as its header, names in place of uuids, and nothing that a spreadsheet would run',
  withLeads(async (team) => {
    const username = (await team.api.get('/v1/ext/users')).body._data[0].username
    await team.api.post(base, {
      data: {
        name: '=HYPERLINK("http://x")',
        city: 'Pune, "old" town\nnorth',
        phone_number: '9876543210',
        loan_amount: -5,
        tags: ['a', 'b'],
        next_call_time: '2030-01-01T10:00:00+05:30',
      },
      record: { data: { name: 'Asha' } },
      assignedTo: username,
    })
    const columns = ['lead_id', 'name', 'city', 'phone_number', 'loan_amount', 'tags', 'next_call_time', 'is_large']

    const chosen = await send(
      team,
      { columns: [...columns, 'state', 'assignedTo', 'record.name'] },
      { accept: 'text/csv' },
    )
    const whole = await (await send(team, { format: 'csv', bom: true })).arrayBuffer()

    expect(chosen.headers.get('content-type')).toMatch(/^text\/csv/)
    expect(await chosen.text()).toBe(
      `${columns.join(',')},state,assignedTo,record.name\r\n` +
        `LEAD-000001,"'=HYPERLINK(""http://x"")","Pune, ""old"" town\nnorth",+919876543210,-5,"[""a"",""b""]",2030-01-01T04:30:00.000Z,false,NEW,${username},Asha\r\n`,
    )
    expect([...new Uint8Array(whole.slice(0, 3))]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(whole)).toMatch(/^id,status,state,assignedTo,belongsTo,createdBy,createdAt,/)
  }),
)

test(
  'what is wrong is said before anything is sent, and a column that is not there is named with the nearest',
  withLeads(async (team) => {
    const body = async (response: Response) => ((await response.json()) as { _errors: string[] })._errors
    expect(await body(await send(team, { columns: ['cty'] }))).toEqual([
      'There is no column "cty"; did you mean "city"?',
    ])
    expect((await send(team, { where: { notes: 'x' } })).status).toBe(400)
    expect(await (await send(team, { where: { city: 'Nowhere' } })).text()).toBe('')
    expect(await (await send(team, { where: { city: 'Nowhere' }, format: 'csv', columns: ['city'] })).text()).toBe(
      'city\r\n',
    )
  }),
)

test(
  'an export takes the permission export, and keeps to the reach of the role',
  withLeads(async (team) => {
    const own = [{ procedure: 'lead', read: 'own', write: 'own' }]
    const without = await actAs(team, { name: 'Without', procedures: own })
    const holder = await actAs(team, { name: 'Holder', procedures: own, permissions: ['export'] })
    await team.api.post(base, { data: { name: 'Mine' }, assignedTo: holder.user.username })
    await team.api.post(base, { data: { name: 'Not mine' } })

    expect((await send(without, {})).status).toBe(403)
    expect(await (await send(holder, { columns: ['name'] })).text()).toBe('{"name":"Mine"}\n')
  }),
)

test(
  'a long export holds each process once, and ends when its reader goes',
  withLeads(async (team) => {
    await team.api.post(base, { data: { name: 'First' } })
    await insertLeads(team, 4_000)

    const text = await (await send(team, { columns: ['id'] })).text()
    const ids = text.trimEnd().split('\n')
    expect(ids).toHaveLength(4_001)
    expect(new Set(ids).size).toBe(4_001)

    const { server } = team.nadi.app
    const connections = () => promisify(server.getConnections.bind(server))()
    const before = await connections()
    const reading = request(`${team.api.url}${base}/export`, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${team.api.key}`, 'content-type': 'application/json' },
    })
    reading.end('{}')
    const [response] = (await once(reading, 'response')) as [IncomingMessage]
    await once(response, 'data')
    response.pause()
    expect(await connections()).toBe(before + 1)
    response.destroy()
    await expect.poll(connections).toBe(before)
  }),
)
