import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { apiWith } from '../harness/api.ts'
import { makeTeam, startNadi, startServer, withTeam } from '../harness/nadi.ts'
import { actAs, makeRole } from '../harness/people.ts'

startNadi()

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)

test(
  'a key is shown once, when it is made; afterwards only what it is recognised by',
  withTeam(async (team) => {
    const role = await makeRole(team, { name: 'Agent' })

    const created = await team.api.post('/v1/ext/key', {
      name: 'Website form',
      description: 'Creates leads.',
      role: 'Agent',
      requestsPerMinute: 60,
    })

    expect(created.status).toBe(200)
    const { key, ...shown } = created.body._data
    expect(key).toMatch(/^nadi_t[0-9a-z]+_[\w-]{43}$/)
    expect(shown).toEqual({
      id: uuid,
      name: 'Website form',
      description: 'Creates leads.',
      role: role.id,
      roleName: 'Agent',
      user: team.scope.userId,
      username: expect.stringMatching(/^admin@/),
      hint: expect.stringMatching(/^nadi_.*….{4}$/),
      requestsPerMinute: 60,
      createdAt: expect.any(Number),
      lastUsedAt: null,
      revokedAt: null,
    })
    const used = await team.as(key).get('/v1/health')
    expect(used.status).toBe(200)
    expect(used.headers.get('ratelimit-limit')).toBe('60')
    const listed = (await team.api.get('/v1/ext/keys')).body
    expect(listed._data).toHaveLength(2)
    expect(listed._data[1]).toEqual({ ...shown, lastUsedAt: expect.any(Number) })
    expect(JSON.stringify(listed)).not.toContain(key)
    // what an intruder in the database would find
    const { rows } = await sql<{ held: string }>`
      select directory::text as held from api_key_directory directory where team_id = ${team.scope.teamId}
      union all select events::text from events where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.map((row) => row.held).join()).not.toContain(key)
  }),
)

test(
  'a key gets another name, role and limit at once, and keeps its secret',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })
    expect((await api.post('/v1/ext/pod', { name: 'Pune' })).status).toBe(403)
    const { id } = (await team.api.get('/v1/ext/keys')).body._data[1]

    const updated = await team.api.put(`/v1/ext/key/${id}`, {
      name: 'Importer',
      description: 'Nightly.',
      role: 'Admin',
      requestsPerMinute: 120,
    })

    expect(updated.status).toBe(200)
    expect(updated.body._data).toMatchObject({ id, name: 'Importer', description: 'Nightly.', roleName: 'Admin' })
    const answer = await api.post('/v1/ext/pod', { name: 'Pune' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('ratelimit-limit')).toBe('120')
  }),
)

test(
  'a revoked key answers 401 from that moment, and for good',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })
    const { id } = (await team.api.get('/v1/ext/keys')).body._data[1]
    expect((await api.get('/v1/health')).status).toBe(200)

    const revoked = await team.api.delete(`/v1/ext/key/${id}`)

    expect(revoked.body._data).toMatchObject({ id, revokedAt: expect.any(Number) })
    const refused = await api.get('/v1/health')
    expect(refused.status).toBe(401)
    expect(refused.body._errors).toEqual(['The API key is not known or was revoked.'])
    expect((await team.api.get('/v1/ext/keys')).body._data).toHaveLength(1)
    expect((await team.api.get('/v1/ext/keys?isRevoked=true')).body._data).toEqual([revoked.body._data])
    for (const again of [
      await team.api.delete(`/v1/ext/key/${id}`),
      await team.api.put(`/v1/ext/key/${id}`, { name: 'Back' }),
    ]) {
      expect(again.status).toBe(409)
      expect(again.body._errors).toEqual(['The API key "Agent" was revoked.'])
    }
  }),
)

test(
  'a key that one server revokes is refused by another one at once',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })
    const { id } = (await team.api.get('/v1/ext/keys')).body._data[1]
    const other = await startServer(team.nadi.databaseUrl, team.nadi.dataDir)
    try {
      const there = apiWith(other.url, api.key)
      expect((await there.get('/v1/health')).status).toBe(200)

      await team.api.delete(`/v1/ext/key/${id}`)

      // well under the five seconds that a server may remember a key
      await vi.waitFor(async () => expect((await there.get('/v1/health')).status).toBe(401), 4_000)
    } finally {
      await other.stop()
    }
  }),
)

test(
  'keys take the permission keys.manage, in every way',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })
    const { id } = (await team.api.get('/v1/ext/keys')).body._data[0]

    for (const refused of [
      await api.get('/v1/ext/keys'),
      await api.post('/v1/ext/key', { name: 'Mine', role: 'Agent' }),
      await api.put(`/v1/ext/key/${id}`, { name: 'Mine' }),
      await api.delete(`/v1/ext/key/${id}`),
    ]) {
      expect(refused.status).toBe(403)
      expect(refused.body._errors).toEqual(['The role "Agent" lacks the permission keys.manage.'])
    }
  }),
)

test(
  'nobody makes a key above their own role, nor in the name of somebody above it',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Keeper', permissions: ['keys.manage'] })
    await makeRole(team, { name: 'Agent' })
    const admin = (await team.api.get('/v1/ext/keys')).body._data[0]

    const above = await api.post('/v1/ext/key', { name: 'Key', role: 'Admin' })
    const inAnothersName = await api.post('/v1/ext/key', { name: 'Key', role: 'Agent', user: admin.username })
    const weakened = await api.put(`/v1/ext/key/${admin.id}`, { role: 'Agent' })
    const own = await api.post('/v1/ext/key', { name: 'Key', role: 'Agent' })

    expect(above.status).toBe(403)
    expect(above.body._errors[0]).toMatch(/^Nobody grants more than they hold: a key with the role "Admin" takes/)
    expect(inAnothersName.status).toBe(403)
    expect(inAnothersName.body._errors).toEqual([
      'A key in the name of another user takes the permission users.manage.',
    ])
    expect(weakened.status).toBe(403)
    expect(own.status).toBe(200)
  }),
)

test(
  "another team's key is not there",
  withTeam(async ({ api, nadi }) => {
    const other = await makeTeam(nadi)
    const { id } = (await api.get('/v1/ext/keys')).body._data[0]

    expect((await other.api.put(`/v1/ext/key/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await other.api.delete(`/v1/ext/key/${id}`)).status).toBe(404)
    expect((await api.get('/v1/health')).status).toBe(200)
  }),
)

test(
  'a key given by the operator works as it is, for one team only',
  withTeam(async ({ nadi }) => {
    const team = { name: 'Given', timeZone: 'Asia/Kolkata', callingCode: '91', adminUsername: 'a@example.org' }
    const apiKey = 'any-string-of-the-operator'

    const created = await nadi.teams.create({ ...team, shortId: 'given', apiKey })

    expect(created.apiKey).toBe(apiKey)
    await expect(nadi.teams.create({ ...team, shortId: 'second', apiKey })).rejects.toThrow(
      'That API key is in use already.',
    )
    await expect(nadi.teams.create({ ...team, shortId: 'given' })).rejects.toThrow('A team "given" exists already.')
  }),
)
