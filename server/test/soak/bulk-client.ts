import { setTimeout as sleep } from 'node:timers/promises'
import { allEntries } from './entries.ts'
import type { BulkRow } from './ledger.ts'
import { type LoadParts, leads } from './load-parts.ts'

/** Sends bulk jobs: rows to be created, of which a few join leads by number, then a change of each of those that are its own. */
export class BulkClient {
  readonly #parts: LoadParts & { marker: () => string; phone: () => string }
  #sent = 0

  constructor(parts: LoadParts & { marker: () => string; phone: () => string }) {
    this.#parts = parts
  }

  /** @param patienceMs for a job to end before the next is sent: one whose worker was killed takes half a minute more */
  async createAndUpdate(isStopping: () => boolean, patienceMs: number): Promise<void> {
    const { client, ledger, marker, phone, bulkRows, mostBulkRows } = this.#parts
    if (this.#sent >= mostBulkRows) return void (await sleep(200))
    this.#sent += bulkRows
    const rows: BulkRow[] = Array.from({ length: bulkRows }, (_, index) => ({
      marker: marker(),
      ...(index % 50 === 7 && { phone: phone() }),
    }))
    const body = rows.map((row) => ({
      data: { name: 'Bulk row', city: row.marker, loan_amount: 1, ...(row.phone && { phone_number: row.phone }) },
    }))
    const created = (await client.write('POST', `${leads}/bulk-create`, body))._data
    ledger.bulkCreates.push({ jobId: created.id, rows })
    if (!(await this.#ends(created.id, isStopping, patienceMs))) return

    const entries = await allEntries(client, created.id)
    const values = entries
      .filter(({ index }) => !rows[index]?.phone)
      .map(({ process, index }) => ({ processId: process ?? '', value: 1_000 + index }))
    const processes = values.map(({ processId, value }) => ({
      id: processId,
      update: { data: { loan_amount: value } },
    }))
    const updated = (await client.write('PATCH', leads, { processes }))._data
    ledger.bulkUpdates.push({ jobId: updated.id, values })
    await this.#ends(updated.id, isStopping, patienceMs)
  }

  async #ends(jobId: string, isStopping: () => boolean, patienceMs: number): Promise<boolean> {
    const { client, ledger } = this.#parts
    ledger.openJobs.add(jobId)
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline && !isStopping()) {
      const { _data: job } = await client.send('GET', `/v1/ext/background-job/${jobId}`)
      if (job.completionStatus !== 'IN_PROGRESS') {
        ledger.openJobs.delete(jobId)
        return true
      }
      await sleep(100)
    }
    return false
  }
}
