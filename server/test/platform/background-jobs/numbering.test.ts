import { expect, test } from 'vitest'
import type { Answer } from '../../harness/api.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { bulkCreate, entriesOf } from './jobs.ts'

startNadi()

test(
  "rows with a key in the form of the team's own stand beside rows that are numbered",
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, [
      { data: { name: 'Asha' } },
      { lead_id: 'LEAD-000007', data: { name: 'Rohan' } },
      { data: { name: 'Meera' } },
    ])

    expect(job.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 3 })
    const leads: Answer[] = await Promise.all(
      (await entriesOf(api, job.body._data.id)).body._data.map((entry: { process: string }) =>
        api.get(`/v1/ext/procedure/lead/process/${entry.process}`),
      ),
    )
    expect(leads.map((lead) => lead.body._data.data.lead_id)).toEqual(['LEAD-000008', 'LEAD-000007', 'LEAD-000009'])
  }),
)
