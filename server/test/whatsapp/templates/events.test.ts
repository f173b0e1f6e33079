import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { applied } from '../../../src/whatsapp/templates/apply-event.ts'
import type { Told } from '../../../src/whatsapp/templates/events.store.ts'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { startNadiWithSimulator } from '../../harness/simulator.ts'
import { refreshed, type TemplatesAtHand } from './templates-at-hand.ts'

startNadiWithSimulator({ role: 'api' })

const about = (id: string) => ({
  message_template_id: Number(id),
  message_template_name: 'statement_ready',
  message_template_language: 'en',
})

async function tell(team: TeamAtHand, { plugin }: TemplatesAtHand, ...changes: { field: string; value: object }[]) {
  const { nadi, scope } = team
  const at = Date.now() + 60_000
  for (const [index, change] of changes.entries()) {
    await inTransaction(nadi.db, scope, (tx) =>
      nadi.whatsapp.templates.applyEvent(
        tx,
        scope,
        { id: plugin.pluginId },
        { ...change, at: new Date(at + index * 1000) },
      ),
    )
  }
}

test(
  'a webhook pauses a template, and another brings it back',
  withTeam(async (team) => {
    const at = await refreshed(team)
    const { id } = at.named('statement_ready')
    const status = (event: string) => ({ field: 'message_template_status_update', value: { ...about(id), event } })

    await tell(team, at, status('PAUSED'))
    expect((await team.api.get(`${at.base}/${id}`)).body._data.status).toBe('PAUSED')

    await tell(team, at, status('PAUSED'), status('REINSTATED'))
    expect((await team.api.get(`${at.base}/${id}`)).body._data).toMatchObject({
      status: 'APPROVED',
      rejectedReason: null,
    })
  }),
)

test(
  'category, quality and texts follow, and a rejection keeps its reason',
  withTeam(async (team) => {
    const at = await refreshed(team)
    const { id } = at.named('statement_ready')

    await tell(
      team,
      at,
      { field: 'template_category_update', value: { ...about(id), new_category: 'MARKETING' } },
      { field: 'message_template_quality_update', value: { ...about(id), new_quality_score: 'YELLOW' } },
      {
        field: 'message_template_components_update',
        value: { ...about(id), message_template_element: 'Your statement of {{1}}.' },
      },
      {
        field: 'message_template_status_update',
        value: { ...about(id), event: 'REJECTED', reason: 'INVALID_FORMAT', rejection_info: { reason: 'Too short.' } },
      },
    )

    const { _data } = (await team.api.get(`${at.base}/${id}`)).body
    expect(_data).toMatchObject({
      category: 'MARKETING',
      quality: 'YELLOW',
      status: 'REJECTED',
      rejectedReason: 'Too short.',
    })
    expect(_data.components[1].text).toBe('Your statement of {{1}}.')
  }),
)

test(
  'a template that Nadi never heard of is kept by what the webhook tells, and read when it is sent',
  withTeam(async (team) => {
    const at = await refreshed(team)
    const value = {
      message_template_id: 9_988_776_655,
      message_template_name: 'fresh_one',
      message_template_language: 'en',
      event: 'APPROVED',
    }

    await tell(team, at, { field: 'message_template_status_update', value })

    expect((await team.api.get(`${at.base}?search=fresh`)).body._data).toMatchObject([
      { id: '9988776655', name: 'fresh_one', status: 'APPROVED' },
    ])
  }),
)

const before: Told = {
  status: 'PENDING',
  category: 'UTILITY',
  quality: null,
  rejectedReason: null,
  components: [{ type: 'BODY', text: 'Hello.' }],
  statusAt: null,
  categoryAt: null,
  qualityAt: null,
  componentsAt: null,
  readAt: new Date(0),
  isDeleted: false,
}

test('the same changes, shuffled and repeated, end in the same template', () => {
  const change = fc
    .record({
      second: fc.integer({ min: 1, max: 4 }),
      said: fc.oneof(
        fc.constantFrom('APPROVED', 'PAUSED', 'REJECTED', 'REINSTATED', 'DELETED').map((event) => ({
          field: 'message_template_status_update',
          value: { event, reason: event === 'REJECTED' ? 'SCAM' : 'NONE' },
        })),
        fc.constantFrom('GREEN', 'RED').map((score) => ({
          field: 'message_template_quality_update',
          value: { new_quality_score: score },
        })),
        fc.constantFrom('MARKETING', 'UTILITY').map((category) => ({
          field: 'template_category_update',
          value: { new_category: category },
        })),
        fc.constantFrom('Hello you.', 'Good day.').map((text) => ({
          field: 'message_template_components_update',
          value: { message_template_element: text },
        })),
      ),
    })
    .map(({ second, said }) => ({ ...said, at: new Date(second * 1000) }))

  fc.assert(
    fc.property(
      fc
        .array(change, { maxLength: 8 })
        .chain((changes) =>
          fc.tuple(
            fc.constant(changes),
            fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 }),
          ),
        ),
      ([changes, shuffled]) => {
        const inOrder = [...changes].sort((one, other) => one.at.getTime() - other.at.getTime())
        expect(shuffled.reduce(applied, before)).toEqual(inOrder.reduce(applied, before))
      },
    ),
  )
})
