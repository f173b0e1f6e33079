import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { preparedName } from './prepared.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>
/** A place to read from: the pool, or a transaction whose own writes are to be seen. */
export type Reader = Database | Tx

// counts and positions stay well within 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// a calendar date has no time zone: keep its text
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const patienceMs = 30_000

export interface ConnectionOptions {
  url: string
  maxConnections: number
  /** false behind a transaction pooler, where a session does not outlive a transaction */
  keepsSession: boolean
}

export function connect({ url, maxConnections, keepsSession }: ConnectionOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    // whoever waits longer is told so: better than to wait for ever, should all connections wait for each other
    connectionTimeoutMillis: patienceMs,
    application_name: 'nadi',
    ...(keepsSession && { Client: PreparingClient }),
  })
  // a connection that breaks while it is idle is replaced at its next use
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Database, pg.Pool>()

/** The connections of a pool: in use, idle, and how many callers wait for one. */
export function poolSizes(db: Database): [state: string, connections: number][] {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = pools.get(db) ?? {}
  return [
    ['busy', totalCount - idleCount],
    ['idle', idleCount],
    ['waiting', waitingCount],
  ]
}

/** The statements that `prepared.ts` knows are parsed and planned once a connection, the others each time. */
class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const query = this.query.bind(this) as (...args: unknown[]) => unknown
    const queryPrepared = (...args: unknown[]): unknown => {
      const [text, values] = args
      const name = typeof text === 'string' ? preparedName(text) : undefined
      return name === undefined ? query(...args) : query({ name, text, values })
    }
    this.query = queryPrepared as typeof this.query
  }
}
