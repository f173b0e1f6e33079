import pg from 'pg'
import type { RunningNadi } from './nadi.ts'

/** What a statement that reads costs PostgreSQL, however fast the machine. */
export interface Cost {
  statement: string
  /** how often an index was searched from its root */
  searches: number
  /** pages of tables and indexes that were looked at */
  pages: number
  /** tables that were read from end to end */
  readWhole: string[]
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Searches'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: PlanNode[]
}

type Statement = { text: string; values: unknown[] }

/** Runs `work`, then each statement that it made the program read by once more, for its cost; with the settings of its transaction. */
export async function costsOf(nadi: RunningNadi, work: () => Promise<void>): Promise<Cost[]> {
  const statements = await statementsOf(work)
  const client = new pg.Client({ connectionString: nadi.databaseUrl })
  await client.connect()
  try {
    const costs: Cost[] = []
    for (const { text, values } of statements) {
      if (/^(begin|start transaction)/i.test(text)) await client.query('begin')
      else if (/^(commit|rollback)/i.test(text)) await client.query('rollback')
      else if (text.includes('set_config(')) await client.query(text, values)
      else if (/^\s*select/i.test(text)) costs.push(await costOf(client, text, values))
    }
    return costs
  } finally {
    await client.end()
  }
}

let heard: Statement[] | undefined

// connections keep the function that they were made with, so it is replaced before there are any
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [first, second] = args
  const { text, values } = (typeof first === 'string' ? { text: first } : first) as Partial<Statement>
  if (text !== undefined && !text.includes('graphile_worker')) {
    heard?.push({ text, values: values ?? (Array.isArray(second) ? second : []) })
  }
  return query.apply(this, args)
} as typeof pg.Client.prototype.query

async function statementsOf(work: () => Promise<void>): Promise<Statement[]> {
  const statements: Statement[] = []
  heard = statements
  try {
    await work()
    return statements
  } finally {
    heard = undefined
  }
}

async function costOf(client: pg.Client, text: string, values: unknown[]): Promise<Cost> {
  const { rows } = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, values)
  const root: PlanNode = rows[0]['QUERY PLAN'][0].Plan
  const nodes: PlanNode[] = []
  const gather = (node: PlanNode): void => {
    nodes.push(node)
    node.Plans?.forEach(gather)
  }
  gather(root)
  return {
    statement: text.replaceAll(/\s+/g, ' ').trim(),
    searches: nodes.reduce((sum, node) => sum + (node['Index Searches'] ?? 0), 0),
    pages: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    readWhole: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? '') : [])),
  }
}
