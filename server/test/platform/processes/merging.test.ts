import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'

startNadi()

const leads = '/v1/ext/procedure/lead/process'

test(
  'a lead with a known phone number is merged, however the number is written: given values win, the others stay',
  withLeads(async ({ api }) => {
    const { _data: first, _meta: meta } = (
      await api.post(leads, { data: { name: 'Asha', phone_number: '098765 43210', city: 'Pune', loan_amount: 5 } })
    ).body
    expect(meta).toEqual({ wasMerged: false })

    const merged = await api.post(leads, { data: { name: 'Asha Rao', phone_number: '+91-98765-43210', city: 'Goa' } })

    expect(merged.status).toBe(200)
    expect(merged.body._meta).toEqual({ wasMerged: true })
    expect(merged.body._data).toMatchObject({
      id: first.id,
      version: 2,
      data: { lead_id: 'LEAD-000001', name: 'Asha Rao', city: 'Goa', loan_amount: 5, phone_number: '+919876543210' },
    })
    expect(
      (await api.post(leads, { data: { name: 'Other', phone_number: '9876543211' } })).body._data.data.lead_id,
    ).toBe('LEAD-000002')
  }),
)

test(
  'of many leads with one number at once one is made, and all answers name it',
  withLeads(async ({ api }) => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        api.post(leads, { data: { name: `Asha ${index}`, phone_number: '9876543210' } }),
      ),
    )

    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map((answer) => answer.body._data.id)).size).toBe(1)
    expect(Math.max(...answers.map((answer) => answer.body._data.version))).toBe(12)
  }),
)

test(
  'a lead whose earlier one has ended starts anew, and the ended one can then not be opened again',
  withLeads(async ({ api }) => {
    const { _data: first } = (await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })).body
    await api.put(`${leads}/${first.id}`, { state: 'LOST' })

    const second = await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })
    expect(second.body._data.id).not.toBe(first.id)

    const reopened = await api.put(`${leads}/${first.id}`, { status: 'OPEN' })
    expect(reopened.status).toBe(409)
    expect(reopened.body._meta.errors[0]).toMatchObject({ code: 'key_taken', path: 'data.phone_number' })
  }),
)

test(
  'a deleted lead is never joined',
  withLeads(async ({ api }) => {
    const { _data: first } = (await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })).body
    await api.delete(`${leads}/${first.id}`)

    const second = await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })

    expect(second.body._data.id).not.toBe(first.id)
  }),
)

test(
  "changing a lead's number to that of another is a conflict, and frees the old one when it succeeds",
  withLeads(async ({ api }) => {
    const { _data: first } = (await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })).body
    const { _data: second } = (await api.post(leads, { data: { name: 'Rohan', phone_number: '9876543211' } })).body

    expect((await api.put(`${leads}/${second.id}`, { data: { phone_number: '9876543210' } })).status).toBe(409)
    expect((await api.put(`${leads}/${first.id}`, { data: { phone_number: '9876543212' } })).status).toBe(200)
    expect((await api.put(`${leads}/${second.id}`, { data: { phone_number: '9876543210' } })).status).toBe(200)
  }),
)

test(
  'a lead is updated by its phone number',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })).body

    const updated = await api.put('/v1/ext/procedure/lead/phoneNumber/919876543210', { data: { city: 'Goa' } })

    expect(updated.status).toBe(200)
    expect(updated.body._data).toMatchObject({ id: lead.id, data: { city: 'Goa', phone_number: '+919876543210' } })
    const unknown = await api.put('/v1/ext/procedure/lead/phoneNumber/919876543219', { data: { city: 'Goa' } })
    expect(unknown.status).toBe(404)
  }),
)
