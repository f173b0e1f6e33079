import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'

startNadi()

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

test(
  'the configuration names everything by uuid and short id',
  withLeads(async ({ api }) => {
    const { status, body } = await api.get('/v1/ext/config')

    expect(status).toBe(200)
    expect(Object.keys(body._data)).toEqual(
      'team entities procedures attributeTypes attributes derivedAttributes attributeGroups roles pods taskTypes forms formFields formActionButtons stateTasks userProfiles attributeConfig skillTypes'.split(
        ' ',
      ),
    )
    for (const things of Object.values(body._data) as { id: string }[][]) {
      for (const thing of things) expect(thing.id).toMatch(uuid)
    }
    const [lead] = body._data.procedures
    expect(lead).toMatchObject({
      shortId: 'lead',
      name: 'Lead',
      primaryKey: 'lead_id',
      numbering: { prefix: 'LEAD-', width: 6 },
      merging: { attribute: 'phone_number', whenEnded: 'new' },
      entityShortId: 'customer',
      defaultStateShortId: 'NEW',
      completedStateShortId: 'CONVERTED',
    })
    expect(lead.states.map((state: { shortId: string }) => state.shortId)).toEqual(
      'NEW CONTACTED QUALIFIED CONVERTED LOST'.split(' '),
    )
    const source = body._data.attributes.find((attribute: { shortId: string }) => attribute.shortId === 'source')
    expect(source).toMatchObject({ type: 'stringEnum', owner: lead.id, ownerType: 'PROCEDURE', filterable: true })
    expect(source.options[2]).toEqual({ value: 'WALK_IN', label: 'Walk-in' })
    expect(body._data.derivedAttributes).toMatchObject([{ shortId: 'is_large', formula: 'loan_amount >= 500000' }])
    expect(body._data.stateTasks[0]).toMatchObject({ shortId: 'call', procedure: lead.id, movesTo: null })
    expect(body._data.formFields.map((field: { shortId: string }) => field.shortId)).toContain('call_disposition')
  }),
)

test(
  'a role sees only the procedures that it may read, and what belongs to them',
  withLeads(async ({ api, as }) => {
    const { body: key } = await api.post('/v1/ext/key', { name: 'Agent', role: 'Agent' })

    const { body } = await as(key._data.key).get('/v1/ext/config')

    const names = (things: { shortId: string }[]) => things.map(({ shortId }) => shortId)
    expect(names(body._data.procedures)).toEqual(['lead'])
    expect(names(body._data.attributes)).not.toContain('subject')
    expect(JSON.stringify(body)).not.toContain('ticket')
  }),
)
