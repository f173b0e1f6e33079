import { beforeAll, expect, test } from 'vitest'
import type { Api } from '../harness/api.ts'
import { theNadi } from '../harness/nadi.ts'
import { type Operation, readDocument } from '../harness/openapi.ts'
import { makeUser } from '../harness/people.ts'
import { signIn } from '../harness/sign-in.ts'
import { startNadiWithSimulator } from '../harness/simulator.ts'
import { call } from './call.ts'
import { type PlantedTeam, pathWith, plantTeam, rowsOf } from './planted-team.ts'

startNadiWithSimulator()

let operations: Operation[]
let team: PlantedTeam
let others: PlantedTeam
beforeAll(async () => {
  operations = await readDocument(theNadi().url)
  team = await plantTeam('zebra7')
  others = await plantTeam('other')
})

const writes = ({ parameters = [] }: Operation): boolean => parameters.some(({ name }) => name === 'Idempotency-Key')
const asksForKey = (operation: Operation): boolean => operation['x-permission'] !== 'public'
const namesThings = ({ path }: Operation): boolean => path.includes('{')
/** Whoever asks chooses the id here: the same id in two teams is two things. */
const choosesId = ({ method, path }: Operation): boolean => method === 'POST' && path.endsWith('/photo/{photoId}')
/** Its own: what comes after it would be asked by nobody. */
const endsSession = ({ method, path }: Operation): boolean => method === 'DELETE' && /\/sessions?$/.test(path)
const nameOf = ({ method, path }: Operation): string => `${method} ${path}`

test('the team itself reads all of it: what is planted is there', async () => {
  const failed: string[] = []
  for (const operation of operations.filter((one) => one.method === 'GET')) {
    const { status, text } = await call(team.api, operation, pathWith(team.ids, operation))
    if (status !== 200) failed.push(`${nameOf(operation)} answered ${status}: ${text}`)
  }

  expect(failed).toEqual([])
})

test("another team's key meets none of a team's things, whatever it asks for by their ids", async () => {
  await meetsNothing(others.api, operations)
})

test("nor does a session of another team's administrator", async () => {
  const administrator = await makeUser(others.api, 'administrator@planted.example', 'Admin')
  const browser = await signIn(others, administrator.username)
  await meetsNothing(
    browser,
    operations.filter((one) => !endsSession(one)),
  )

  expect((await browser.get('/v1/ext/session')).status).toBe(200)
})

async function meetsNothing(api: Api, asked: Operation[]): Promise<void> {
  const before = await rowsOf(team)
  const ids = new Set([...before.values()].join().match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
  const found: string[] = []
  for (const operation of asked.filter((one) => asksForKey(one) && !choosesId(one))) {
    const path = pathWith(team.ids, operation)
    const { status, text } = await call(api, operation, path)
    if (namesThings(operation) && status < 400) found.push(`${nameOf(operation)} answered ${status}`)
    if (status >= 500) found.push(`${nameOf(operation)} failed with ${status}`)
    if (text.includes(team.marker)) found.push(`${nameOf(operation)} tells of the team: ${text}`)
    for (const id of ids)
      if (text.includes(id) && !path.includes(id)) found.push(`${nameOf(operation)} tells the id ${id}`)
  }

  expect(found).toEqual([])
  expect(await rowsOf(team)).toEqual(before)
}

test("another team's key cannot tie its own things to a team's, by their ids in a body", async () => {
  const before = await rowsOf(team)
  const { ids } = team
  // what fields of bodies point to, wherever they stand
  const foreign: Record<string, unknown> = {
    assignedTo: ids['user/user'],
    belongsTo: ids['pod/group'],
    pods: [ids['pod/group']],
    procedures: [{ procedure: ids.procedure, read: 'all', write: 'none' }],
    record: { id: recordOf(before) },
    role: ids['role/role'],
    skills: [ids['skill/group']],
    user: ids['user/user'],
  }
  const tied: string[] = []
  let tried = 0
  for (const operation of operations.filter(writes)) {
    const example = operation.requestBody?.content['application/json']?.example
    if (example === null || typeof example !== 'object') continue
    for (const [field, value] of Object.entries(foreign)) {
      if (!(field in example)) continue
      tried++
      const { status, text } = await call(others.api, operation, pathWith(others.ids, operation), { [field]: value })
      if (status < 400 || status >= 500) tied.push(`${nameOf(operation)} took ${field}: ${status} ${text}`)
      if (text.includes(team.marker)) tied.push(`${nameOf(operation)} tells of the team: ${text}`)
    }
  }

  expect(tried).toBeGreaterThan(15)
  expect(tied).toEqual([])
  expect(await rowsOf(team)).toEqual(before)
})

test('a key that may only read changes nothing, by no call', async () => {
  const role = await team.api.post('/v1/ext/role', {
    name: 'Only reads',
    roleType: 'USER',
    permissions: ['audit.read', 'export'],
    procedures: [{ procedure: '*', read: 'all', write: 'none' }],
  })
  const key = await team.api.post('/v1/ext/key', { name: 'Only reads', role: role.body._data.id, user: null })
  const reader = team.as(key.body._data.key)
  const before = await rowsOf(team)
  const written: string[] = []
  for (const operation of operations.filter((one) => asksForKey(one) && one.method !== 'GET')) {
    const { status, text } = await call(reader, operation, pathWith(team.ids, operation))
    if (writes(operation) && status !== 403 && status !== 404)
      written.push(`${nameOf(operation)} answered ${status}: ${text}`)
  }

  expect(written).toEqual([])
  expect(await rowsOf(team)).toEqual(before)
})

test('a revoked key opens nothing, from the next request on', async () => {
  const key = await team.api.post('/v1/ext/key', { name: 'Revoked', role: 'Admin' })
  const revoked = team.as(key.body._data.key)
  expect((await revoked.get('/v1/health')).status).toBe(200)
  await team.api.delete(`/v1/ext/key/${key.body._data.id}`)

  expect(await opened(revoked)).toEqual([])
})

test('a session that was signed out opens nothing, from the next request on', async () => {
  const { username } = await makeUser(team.api, 'leaves@planted.example', 'Admin')
  const browser = await signIn(team, username)
  expect((await browser.get('/v1/health')).status).toBe(200)
  await browser.delete('/v1/ext/session')

  expect(await opened(browser)).toEqual([])
})

test('without a key, or with one that never was, nothing opens but what says so', async () => {
  expect(await opened(team.as(''))).toEqual([])
  expect(await opened(team.as('nadi_zebra7_never'))).toEqual([])
  for (const operation of operations.filter((one) => !asksForKey(one))) {
    const { text } = await call(team.as(''), operation, pathWith(team.ids, operation))
    expect(text).not.toContain(team.marker)
  }
})

/** The calls that answered a key anything but 401. */
async function opened(api: Api): Promise<string[]> {
  const found: string[] = []
  for (const operation of operations.filter(asksForKey)) {
    const { status } = await call(api, operation, pathWith(team.ids, operation))
    if (status !== 401) found.push(`${nameOf(operation)} answered ${status}`)
  }
  return found
}

function recordOf(rows: Map<string, string>): string {
  return (JSON.parse(rows.get('records')?.split('\n')[0] ?? '{}') as { record_id: string }).record_id
}
