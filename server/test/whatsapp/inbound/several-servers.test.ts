import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningNadi, startNadi, startServer, theNadi, withTeam } from '../../harness/nadi.ts'
import { textEvent } from '../fixtures/events.ts'
import { plugIn } from './plugin-at-hand.ts'

const secretKey = randomBytes(32)
startNadi({ role: 'api', secretKey })

const workers: RunningNadi[] = []
beforeAll(async () => {
  const { databaseUrl, dataDir } = theNadi()
  for (const role of ['worker', 'all'] as const)
    workers.push(await startServer(databaseUrl, dataDir, { role, secretKey }))
})
afterAll(async () => {
  for (const worker of workers) await worker.stop()
})

test(
  'what one server takes in others work on, each event once, and the events of a customer in their order',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const customer = (index: number) => ({ waId: `9198123${String(10_000 + index)}`, name: `Customer ${index}` })
    const urls = [team.nadi.url, workers[1]?.url ?? '']
    const count = 120

    for (let index = 0; index < count; index++) {
      const event = textEvent(meta, customer(index % 4), `wamid.${index}`, 1_790_000_000 + index, `${index}`)
      const answer = await meta.post(event, { url: urls[index % 2] ?? '' })
      expect(answer.status).toBe(200)
    }
    await meta.settled()

    const { rows } = await sql<{ text: string; customer: string }>`
      select e.after ->> 'text' as text, e.after ->> 'from' as customer from events e
      where e.team_id = ${team.scope.teamId} and e.kind = 'message.received' order by e.position, e.event_id`.execute(
      team.nadi.db,
    )
    expect(rows).toHaveLength(count)
    for (const texts of Map.groupBy(rows, (row) => row.customer).values()) {
      const told = texts.map(({ text }) => Number(text))
      expect(told).toEqual([...told].sort((a, b) => a - b))
    }
  }),
)
