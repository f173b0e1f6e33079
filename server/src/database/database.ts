import { pipeline } from 'node:stream/promises'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { CopySource } from './copy.ts'
import { goDirectly, preparedName } from './prepared.ts'
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
    Client: keepsSession ? PreparingClient : CopyingClient,
  })
  // a connection that breaks while it is idle is replaced at its next use
  pool.on('error', () => undefined)
  // one that breaks between two statements of a transaction fails the next of them; unheard, its word of that would end the program
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  goDirectly(db, (name, text, values) =>
    pool.query({ ...(keepsSession && { name }), text, values: values as unknown[] }),
  )
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

type Query = (...args: unknown[]) => unknown

/** Knows the statements of `copy.ts`. */
class CopyingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const query = this.query.bind(this) as Query
    const queryOrCopy: Query = (...args) => {
      const [text, values] = args
      const [source] = Array.isArray(values) ? values : []
      return source instanceof CopySource ? copy(query, String(text), source) : this.run(query, args)
    }
    this.query = queryOrCopy as typeof this.query
  }

  protected run(query: Query, args: unknown[]): unknown {
    return query(...args)
  }
}

/** The statements that `prepared.ts` knows are parsed and planned once a connection, the others each time. */
class PreparingClient extends CopyingClient {
  protected override run(query: Query, args: unknown[]): unknown {
    const [text, values] = args
    const name = typeof text === 'string' ? preparedName(text) : undefined
    return name === undefined ? query(...args) : query({ name, text, values })
  }
}

async function copy(query: Query, statement: string, { stream }: CopySource): Promise<Partial<pg.QueryResult>> {
  const statementStream = copyFrom(statement)
  query(statementStream)
  await pipeline(stream, statementStream)
  return { command: 'COPY', rowCount: statementStream.rowCount, rows: [] }
}
