import { setTimeout as sleep } from 'node:timers/promises'
import { BulkClient } from './bulk-client.ts'
import { type LoadParts, leads } from './load-parts.ts'

/** Many programs at once, each writing in its own way and noting what it was told. */
export class MixedLoad {
  readonly #parts: LoadParts
  readonly #phones: readonly [string, ...string[]]
  readonly #running: Promise<void>[]
  #isStopping = false
  #markers = 0
  /** why a program gave up, which none should */
  readonly failures: unknown[] = []

  constructor(parts: LoadParts) {
    this.#parts = parts
    // few numbers, so that many leads meet on each
    const phone = (index: number): string => `+9190000${String(10_000 + index)}`
    this.#phones = [phone(0), ...Array.from({ length: 19 }, (_, index) => phone(index + 1))]
    const bulk = new BulkClient({
      ...parts,
      marker: () => this.#marker(),
      phone: () => parts.random.pick(this.#phones),
    })
    this.#running = [
      ...[1, 2, 3].map(() => this.#repeat(() => this.#createAndWorkOn())),
      ...[1, 2, 3, 4].map(() => this.#repeat(() => this.#merge())),
      ...[1, 2].map(() => this.#count()),
      // one that hurries, so that many jobs are open at a kill, and one that sees every job through
      ...[4_000, 120_000].map((ms) => this.#repeat(() => bulk.createAndUpdate(() => this.#isStopping, ms))),
    ]
  }

  /** Every program brings to an end what it has begun. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all(this.#running)
  }

  #marker(): string {
    return `M-${++this.#markers}`
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    try {
      while (!this.#isStopping) {
        await work()
        await sleep(10)
      }
    } catch (error) {
      this.failures.push(error)
    }
  }

  /** A lead of its own; on some a call is completed, some are deleted, of which some come back. */
  async #createAndWorkOn(): Promise<void> {
    const { client, ledger, random } = this.#parts
    const marker = this.#marker()
    const input = { data: { name: 'Asha Rao', city: marker, loan_amount: 1 } }
    const { id } = (await client.write('POST', leads, input))._data
    ledger.creates.set(marker, id)
    if (random.next() < 0.5) await this.#completeCall(id)
    if (random.next() > 0.3) return
    await client.write('DELETE', `${leads}/${id}`)
    ledger.removals.set(id, ['deleted'])
    if (random.next() > 0.5) return
    await client.write('POST', `${leads}/${id}/restore`)
    ledger.removals.set(id, ['deleted', 'restored'])
  }

  async #completeCall(processId: string): Promise<void> {
    const remarks = this.#marker()
    const data = { call_disposition: 'RNR', next_call_time: '2030-11-15T09:30:00', remarks }
    const body = { data, status: 'COMPLETED', assignedTo: 'alex@paisapay.com' }
    const { _data: task } = await this.#parts.client.write('POST', `/v1/ext/p/lead/${processId}/task/call`, body)
    this.#parts.ledger.tasks.set(remarks, { taskId: task.id, processId })
  }

  async #merge(): Promise<void> {
    const { client, ledger, random } = this.#parts
    const phone = random.pick(this.#phones)
    const marker = this.#marker()
    const input = { data: { name: 'Rohan Das', phone_number: phone, city: marker } }
    const { _data: lead } = await client.write('POST', leads, input)
    ledger.merges.push({ phone, marker, processId: lead.id })
  }

  /** Counts in a lead of its own, without an Idempotency-Key: to set the same value again does no harm. */
  async #count(): Promise<void> {
    const { client, ledger } = this.#parts
    const values: number[] = []
    let id: string | undefined
    await this.#repeat(async () => {
      if (!id) {
        const marker = this.#marker()
        id = (await client.write('POST', leads, { data: { name: 'Counter', city: marker } }))._data.id as string
        ledger.creates.set(marker, id)
        ledger.counters.set(id, values)
      }
      const value = values.length + 1
      await client.send('PUT', `${leads}/${id}`, { data: { loan_amount: value } })
      values.push(value)
    })
  }
}
