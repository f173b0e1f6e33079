import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { applyModel, withLeads } from '../../harness/model.ts'
import { startNadi, withTeam } from '../../harness/nadi.ts'
import { formOf, picture } from '../photos/pictures.ts'

startNadi()

const model = {
  procedures: {
    loan: {
      states: { OPEN: {} },
      attributes: {
        title: 'name',
        remarks: 'string',
        amount: { type: 'decimal', scale: 2 },
        months: 'integer',
        front_door: 'photo',
        offer: {
          type: 'externalObject',
          schema: { type: 'object', properties: { bank: { type: 'string' } }, required: ['bank'] },
        },
      },
    },
  },
}
const loans = '/v1/ext/procedure/loan/process'

const withLoans = (work: Parameters<typeof withTeam>[0]) =>
  withTeam(async (team) => {
    await applyModel(team.api, model)
    await work(team)
  })

test(
  'a photo is given by the id of an uploaded one, an external object as JSON that matches its schema',
  withLoans(async ({ api }) => {
    const form = formOf({ bytes: await picture().png().toBuffer() })
    const photo = JSON.parse(await (await api.fetch('/v1/ext/photo', { method: 'POST', body: form })).text())._data

    const made = await api.post(loans, { data: { front_door: photo.id, offer: { bank: 'HDFC', rate: 9.5 } } })
    expect(made.body._errors).toEqual([])
    expect(made.body._data.data).toEqual({ front_door: photo.id, offer: { bank: 'HDFC', rate: 9.5 } })

    const refused = await api.post(loans, { data: { front_door: randomUUID(), offer: { rate: 9.5 } } })
    expect(refused.status).toBe(400)
    const paths = refused.body._meta.errors.map(({ path }: { path: string }) => path)
    expect(paths.sort()).toEqual(['data.front_door', 'data.offer'])
  }),
)

test(
  'a decimal travels as a string, and an integer stays within 2^53',
  withLoans(async ({ api }) => {
    const made = await api.post(loans, { data: { amount: '12345678901234567890.5', months: 2 ** 53 - 1 } })
    expect(made.body._data.data).toEqual({ amount: '12345678901234567890.50', months: 2 ** 53 - 1 })

    const refused = await api.post(loans, { data: { months: 2 ** 53 } })
    expect([refused.status, refused.body._meta.errors[0].path]).toEqual([400, 'data.months'])
  }),
)

test(
  'null clears a value, and an empty text any that is not text',
  withLoans(async ({ api }) => {
    const { _data: loan } = (await api.post(loans, { data: { title: 'Shop', remarks: 'new', amount: 1, months: 6 } }))
      .body
    expect(Object.keys(loan.data)).toHaveLength(4)

    const cleared = await api.put(`${loans}/${loan.id}`, { data: { title: null, remarks: '', amount: '', months: '' } })

    expect(cleared.body._data.data).toEqual({ remarks: '' })
  }),
)

test(
  'the short ids of what every process has are nobody else’s',
  withTeam(async ({ api }) => {
    const reserved = 'status state createdAt updatedAt assignedTo and or not data record id'.split(' ')
    for (const name of reserved) {
      const refused = await api.post('/v1/ext/config/apply', {
        config: { procedures: { loan: { states: { OPEN: {} }, attributes: { [name]: 'string' } } } },
      })
      expect([name, refused.status]).toEqual([name, 400])
      expect(refused.body._errors.join()).toContain(name)
    }
    const procedure = await api.post('/v1/ext/config/apply', {
      config: { procedures: { phoneNumber: { states: { OPEN: {} } } } },
    })
    expect(procedure.status).toBe(400)
    expect(procedure.body._errors.join()).toContain('phoneNumber')
  }),
)

test(
  'a lead whose earlier one has ended joins it where the procedure says so',
  withLeads(async ({ api }) => {
    const leads = '/v1/ext/procedure/lead/process'
    const merging = { attribute: 'phone_number', whenEnded: 'join' }
    await applyModel(api, { procedures: { lead: { merging } } })
    const { _data: first } = (await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })).body
    await api.put(`${leads}/${first.id}`, { state: 'LOST' })

    const again = await api.post(leads, { data: { phone_number: '9876543210', city: 'Goa' } })

    expect(again.body._meta).toEqual({ wasMerged: true })
    expect(again.body._data).toMatchObject({ id: first.id, data: { name: 'Asha', city: 'Goa' } })
  }),
)
