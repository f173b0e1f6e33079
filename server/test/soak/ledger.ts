/** What the server has acknowledged: with these answers the clients went away content, so all of it must be there in the end. */
export class Ledger {
  /** marker of each lead made by a call of its own, and the id that was answered */
  readonly creates = new Map<string, string>()
  /** leads sent with a number that others send too */
  readonly merges: { phone: string; marker: string; processId: string }[] = []
  /** remark of each completed call task */
  readonly tasks = new Map<string, { taskId: string; processId: string }>()
  /** process → every acknowledged value of its counter, in order */
  readonly counters = new Map<string, number[]>()
  /** process → what was done to it, in order */
  readonly removals = new Map<string, ('deleted' | 'restored')[]>()
  readonly bulkCreates: { jobId: string; rows: BulkRow[] }[] = []
  readonly bulkUpdates: { jobId: string; values: { processId: string; value: number }[] }[] = []
  /** jobs whose end no client has seen yet */
  readonly openJobs = new Set<string>()

  get writes(): number {
    const changes = [...this.counters.values(), ...this.removals.values()].reduce((sum, list) => sum + list.length, 0)
    const jobs = this.bulkCreates.length + this.bulkUpdates.length
    return this.creates.size + this.merges.length + this.tasks.size + changes + jobs
  }
}

/** A row with a number joins the lead of that number; one without makes a lead of its own. */
export interface BulkRow {
  marker: string
  phone?: string
}
