/** One line of the table that `npm run bench` prints. */
export interface Row {
  work: string
  /** what was measured, with its unit: `8,120/s` */
  ours: string
  reference: string
  /** ours to the reference, in the same run */
  ratio: number
  /** what is good enough */
  target: string
  isMet: boolean
}

export interface Outcome {
  rows: Row[]
  /** what stands beside the table: memory, start-up time, query plans */
  notes: string[]
}

export interface Context {
  /** opens databases of a PostgreSQL of the run's own, with fsync, full_page_writes and synchronous_commit on */
  createDatabase(name: string): Promise<string>
  /** seconds for each measurement */
  seconds: number
  say(line: string): void
}

export interface Bench {
  name: string
  run(context: Context): Promise<Outcome>
}
