import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import type { Database } from './database.ts'

const everyMs = 5_000

/**
 * Lets PostgreSQL count tables while they are young. Autovacuum comes by once a minute, or as the operator of the server likes; until then the planner
 * takes a new table for an empty one, in which reading all rows of a team is as good as looking one up, and connections keep the plan that they made
 * then. Past some hundred thousand rows autovacuum is soon enough; tables that it was told to leave alone are left alone.
 */
export class YoungTables {
  readonly #db: Database
  readonly #logger: FastifyBaseLogger
  #timer: NodeJS.Timeout | null = null
  #counting: Promise<void> = Promise.resolve()

  constructor({ db, logger }: { db: Database; logger: FastifyBaseLogger }) {
    this.#db = db
    this.#logger = logger
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#counting = this.#counting.then(() => this.#count())
    }, everyMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#counting
  }

  async #count(): Promise<void> {
    try {
      const { rows } = await sql<{ name: string }>`
        select format('%I.%I', s.schemaname, s.relname) as name from pg_stat_user_tables s join pg_class c on c.oid = s.relid
        where s.schemaname = current_schema() and s.n_live_tup < 300000 and s.n_mod_since_analyze > 20 + s.n_live_tup / 4
          and not coalesce(c.reloptions && '{autovacuum_enabled=off,autovacuum_enabled=false}', false)`.execute(
        this.#db,
      )
      if (rows.length === 0) return
      // whoever locks a table counts it, or has something better to do with it
      await sql`analyze (skip_locked) ${sql.raw(rows.map(({ name }) => name).join(', '))}`.execute(this.#db)
    } catch (error) {
      this.#logger.warn({ err: error }, 'young tables could not be counted; trying again')
    }
  }
}
