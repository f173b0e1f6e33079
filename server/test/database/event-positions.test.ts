import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { startNadi, type TeamAtHand, theNadi, withTeam } from '../harness/nadi.ts'

startNadi()

const offset = async (): Promise<number> => {
  const { rows } = await sql<{ offset: number }>`select event_position_offset() as offset`.execute(theNadi().db)
  return rows[0]?.offset ?? -1
}

/** As a restored dump leaves it: events with numbers of transactions that this cluster will reach in years. */
const restoreEvents = ({ scope: { teamId } }: TeamAtHand) =>
  sql`update events set position = position + 1000000000 where team_id = ${teamId}`.execute(theNadi().db)

/** Reads on until an event of that kind is final; any transaction of the cluster may hold it back for a while. */
const follow = ({ api }: TeamAtHand, cursor: string | null, awaited: string) =>
  vi.waitFor(async () => {
    const { body } = await api.get(`/v1/ext/events?order=oldest&limit=100${cursor ? `&cursor=${cursor}` : ''}`)
    const kinds: string[] = body._data.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toContain(awaited)
    return { kinds, cursor: body._meta.cursor as string }
  }, 30_000)

test(
  'whoever follows the events of a database that was restored misses none',
  withTeam(async (team) => {
    await team.api.post('/v1/ext/pod', { name: 'Pune' })
    await restoreEvents(team)

    await migrate(theNadi().databaseUrl)
    const before = await follow(team, null, 'pod.created')
    await team.api.post('/v1/ext/skill', { name: 'Hindi' })
    const after = await follow(team, before.cursor, 'skill.created')

    expect(after.kinds).toEqual(['skill.created'])
  }),
)

test(
  'a start of a database that was not restored leaves positions alone',
  withTeam(async ({ api }) => {
    await api.post('/v1/ext/pod', { name: 'Pune' })
    const before = await offset()

    await migrate(theNadi().databaseUrl)

    expect(await offset()).toBe(before)
  }),
)
