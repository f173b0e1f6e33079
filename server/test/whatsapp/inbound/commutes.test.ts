import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { applyModel } from '../../harness/model.ts'
import { makeTeam, startNadi, theNadi } from '../../harness/nadi.ts'
import type { Account } from '../fixtures/events.ts'
import { finalState } from './final-state.ts'
import { makeAccount, plugIn } from './plugin-at-hand.ts'
import { type Step, tell } from './story.ts'

startNadi()

const runs = Number(process.env.NADI_STORIES ?? 6)

const kinds = [
  'text',
  'image',
  'hidden',
  'echo',
  'status',
  'reaction',
  'edit',
  'revoke',
  'call',
  'renamed',
  'moved',
  'preference',
  'group',
] as const

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  customer: fc.constantFrom(0, 1, 3, 4),
  about: fc.nat(20),
})

/** A story, and the order in which its events come: each at least once, some again. */
const telling = fc.array(step, { minLength: 2, maxLength: 30 }).chain((steps) => {
  const indices = steps.map((_, index) => index)
  return fc.record({
    steps: fc.constant(steps),
    order: fc.shuffledSubarray(indices, { minLength: indices.length }),
    again: fc.array(fc.constantFrom(...indices), { maxLength: 10 }),
    pauses: fc.array(fc.nat(indices.length), { maxLength: 4 }),
  })
})

async function stateAfter(account: Account, events: readonly object[], pauses: ReadonlySet<number>): Promise<object> {
  const nadi = theNadi()
  const team = await makeTeam()
  await applyModel(team.api)
  const { rows } = await sql<{ id: string }>`
    select procedure_id as id from procedures where team_id = ${team.scope.teamId} and short_id = 'lead'`.execute(
    nadi.db,
  )
  const meta = await plugIn(team, { account, leadProcedureId: rows[0]?.id ?? null })
  for (const [index, event] of events.entries()) {
    // a space more makes other bytes, as when Meta sends something in another bundle
    const { status } = await meta.post(`${JSON.stringify(event)}${' '.repeat(index % 3)}`)
    expect(status).toBe(200)
    if (pauses.has(index)) await meta.settled()
  }
  await meta.settled()
  return finalState(nadi.databaseUrl, team.scope.teamId)
}

test('the same events, shuffled and repeated, end in the state of the same events once in order', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(telling, async ({ steps, order, again, pauses }) => {
      const account = makeAccount()
      const events = tell(account, steps)
      const shuffled = [...order, ...again].map((index) => events[index] as object)

      const inOrder = await stateAfter(account, events, new Set())

      expect(await stateAfter(account, shuffled, new Set(pauses))).toEqual(inOrder)
    }),
    { numRuns: runs, endOnFailure: true },
  )
})
