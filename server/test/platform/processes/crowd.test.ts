import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'

startNadi()

const leads = '/v1/ext/procedure/lead/process'
const many = Array.from({ length: 100 }, (_, index) => String(index).padStart(5, '0'))

test(
  'a hundred leads at once come through, also those that join records, though the pool has fewer connections',
  withLeads(async ({ api }) => {
    const first = await Promise.all(
      many.map((digits) =>
        api.post(leads, { data: { name: 'Asha', phone_number: `98123${digits}` }, record: { data: { name: 'Asha' } } }),
      ),
    )
    const joined = await Promise.all(
      many.map((digits, index) =>
        api.post(leads, {
          data: { name: 'Asha', phone_number: `98124${digits}` },
          record: { id: first[index]?.body._data.record.id },
        }),
      ),
    )
    const keyed = await Promise.all(
      many.map((digits) =>
        api.post(leads, { data: { name: 'Asha', phone_number: `98125${digits}` } }, { 'idempotency-key': digits }),
      ),
    )

    const all = [...first, ...joined, ...keyed]
    expect(all.filter((answer) => answer.status !== 200).map((answer) => answer.body)).toEqual([])
    expect(new Set(all.map((answer) => answer.body._data.data.lead_id)).size).toBe(300)
  }),
)

test(
  'processes that are fetched at once come each to its own asker, as far as each of them reaches',
  withLeads(async (team) => {
    const { api } = team
    const nobodys = await actAs(team, { name: 'Own', procedures: [{ procedure: '*', read: 'own', write: 'own' }] })
    const some = many.slice(0, 20)
    const made = await Promise.all(
      some.map((digits, index) =>
        index % 2
          ? api.post('/v1/ext/procedure/ticket/process', { data: { subject: digits } })
          : api.post(leads, { data: { name: digits } }),
      ),
    )
    const ids = made.map(({ body }) => body._data.id as string)
    const [own] = ids
    await api.put(`${leads}/${own}`, { assignedTo: nobodys.user.id })

    const fetched = await Promise.all([...ids, ...ids].map((id) => api.get(`${leads}/${id.toUpperCase()}`)))
    const reached = await Promise.all(ids.map((id) => nobodys.api.get(`${leads}/${id}`)))

    expect(fetched.map(({ status, body }) => (status === 200 ? body._data.data.name : status))).toEqual(
      [...some, ...some].map((digits, index) => (index % 2 ? 404 : digits)),
    )
    expect(reached.flatMap(({ status }, index) => (status === 200 ? [ids[index]] : []))).toEqual([own])
  }),
)
