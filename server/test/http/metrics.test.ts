import { expect, test } from 'vitest'
import { applyModel } from '../harness/model.ts'
import { makeTeam, startNadi, startServer, theNadi } from '../harness/nadi.ts'

startNadi()

test('Prometheus reads how long requests took, by the template of their route, and the state of the pool', async () => {
  const { api } = await makeTeam()
  await api.get('/v1/health')
  await api.get('/v1/ext/photo/01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17')
  await api.get('/v1/ext/nothing')

  const answer = await fetch(`${theNadi().url}/metrics`)
  const text = await answer.text()

  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(text).toMatch(/nadi_http_request_duration_seconds_count\{method="GET",route="\/v1\/health",status="200"\} \d/)
  expect(text).toMatch(/_count\{method="GET",route="\/v1\/ext\/photo\/:photoId",status="404"\} 1/)
  expect(text).toMatch(/_count\{method="GET",route="none",status="404"\} 1/)
  expect(text).toMatch(/nadi_database_connections\{state="idle"\} \d/)
  expect(text).toMatch(/process_resident_memory_bytes \d/)
  expect(text).not.toContain('01912d5c')
})

test('Prometheus reads how deep the queue is, and how jobs ended', async () => {
  const { api } = await makeTeam()
  await applyModel(api)
  await api.post('/v1/ext/procedure/ticket/process/bulk-create', [{ data: { ticket_id: 'T-1', subject: 'Leak' } }])
  const read = async () => (await fetch(`${theNadi().url}/metrics`)).text()

  await expect.poll(read).toMatch(/nadi_jobs_total\{task="background-job",outcome="done"\} [1-9]/)
  for (const state of ['ready', 'scheduled', 'running', 'dead']) {
    expect(await read()).toMatch(new RegExp(`nadi_queue_jobs\\{state="${state}"\\} \\d`))
  }
})

test('without a token it answers this machine only, not whom a proxy on it speaks for', async () => {
  const forwarded = await fetch(`${theNadi().url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })

  expect(forwarded.status).toBe(403)
  expect(((await forwarded.json()) as { _errors: string[] })._errors).toEqual([
    'Without a token /metrics answers this machine only.',
  ])
})

test('with a token it answers whoever has it, and no key of a team', async () => {
  const { api } = await makeTeam()
  const server = await startServer(theNadi().databaseUrl, theNadi().dataDir, { metricsToken: 'scrape-me-if-you-can' })
  try {
    const read = (token?: string) =>
      fetch(`${server.url}/metrics`, { headers: token ? { authorization: `Bearer ${token}` } : {} })

    expect([(await read()).status, (await read(api.key)).status]).toEqual([401, 401])
    expect((await read('scrape-me-if-you-can')).status).toBe(200)
  } finally {
    await server.stop()
  }
})
