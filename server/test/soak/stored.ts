import pg from 'pg'

export interface StoredLead {
  id: string
  leadId: string
  marker: string | null
  phone: string | null
  amount: number | null
  isDeleted: boolean
}

/** What the database itself says, where the API does not: the whole table at once, history, and the side tables beside the data. */
export class Stored {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(url: string): Promise<Stored> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return new Stored(client)
  }

  close(): Promise<void> {
    return this.#client.end()
  }

  /** The settings without which an acknowledged write may be lost. */
  async durability(): Promise<Record<string, string>> {
    const rows = await this.#rows<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
    )
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
  }

  leads(): Promise<StoredLead[]> {
    return this.#rows(
      `select process_id as id, data->>'lead_id' as "leadId", data->>'city' as marker, data->>'phone_number' as phone,
         (data->>'loan_amount')::float8 as amount, p.deleted_at is not null as "isDeleted"
       from processes p join procedures using (team_id, procedure_id) where procedures.short_id = 'lead'`,
    )
  }

  async lastNumber(): Promise<number> {
    const [row] = await this.#rows<{ last: string }>(
      `select last_number as last from procedure_counters join procedures using (team_id, procedure_id) where short_id = 'lead'`,
    )
    return Number(row?.last)
  }

  /** Each event of a process: its kind, and what of it the clients can tell apart. */
  events(): Promise<
    { kind: string; processId: string; marker: string | null; amount: number | null; task: string | null }[]
  > {
    return this.#rows(
      `select kind, subject_id as "processId", after->'data'->>'city' as marker, (after->'data'->>'loan_amount')::float8 as amount,
         after->>'task' as task
       from events join procedures using (team_id, procedure_id) where short_id = 'lead'`,
    )
  }

  async count(
    from: 'background_jobs' | 'background_job_entries' | 'background_job_outcomes' | 'tasks',
  ): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(`select count(*)::int as count from ${from}`)
    return row?.count ?? 0
  }

  async waitingJobs(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(
      `select count(*)::int as count from graphile_worker.jobs where task_identifier = 'background-job'`,
    )
    return row?.count ?? 0
  }

  /** connections of servers that wait for notifications */
  async listeners(): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where application_name = 'nadi-listen'`,
    )
    return row?.count ?? 0
  }

  /** Keys that name one process and stand where the data has none, and those that are missing: an open lead holds its number and its phone, a deleted one nothing. */
  driftOfKeys(): Promise<object[]> {
    return this.#rows(
      `with wanted as (
         select p.team_id, a.attribute_id, p.data->>a.short_id as value, p.process_id
         from processes p
         join procedures d on d.team_id = p.team_id and d.procedure_id = p.procedure_id
         join attributes a on a.team_id = p.team_id and a.owner_id = p.procedure_id and a.deleted_at is null
         where p.deleted_at is null and p.data->>a.short_id is not null
           and (a.short_id in ('lead_id', 'ticket_id') or a.short_id = 'phone_number' and d.short_id = 'lead' and p.status = 'OPEN')
       ), standing as (
         select team_id, attribute_id, value, process_id from process_keys
       )
       (select 'missing' as what, w.* from (table wanted except table standing) w limit 5)
       union all
       (select 'left over' as what, s.* from (table standing except table wanted) s limit 5)`,
    )
  }

  async #rows<Row extends object>(sql: string): Promise<Row[]> {
    return (await this.#client.query<Row>(sql)).rows
  }
}
