import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'

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
