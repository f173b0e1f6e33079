import { parse } from 'libpg-query'
import { globalTables } from './team-tables.ts'

// the nodes of PostgreSQL's parse tree, as plain objects: https://github.com/pganalyze/libpg_query/blob/18-latest/protobuf/pg_query.proto
type Node = Record<string, unknown>

/**
 * What a statement does to a team's table without naming the team: each table that it reads, updates or deletes from must have its `team_id`
 * compared in the same query (a condition further out or further in would not do on a distributed table), each that it fills must be given one.
 */
export async function findTeamless(statement: string): Promise<string[]> {
  const found: string[] = []
  const { stmts = [] } = await parse(statement)
  for (const { stmt } of stmts) visit(stmt, new Set(), found)
  return found
}

function visit(value: unknown, commonTables: ReadonlySet<string>, found: string[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, commonTables, found)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return
  const node = value as Node
  for (const [kind, inner] of Object.entries(node)) {
    const query = inner as Node
    const known = withCommonTables(commonTables, query)
    if (kind === 'SelectStmt') checkScope(list(query.fromClause), [query.whereClause], known, found)
    if (kind === 'UpdateStmt')
      checkScope([rangeVar(query.relation), ...list(query.fromClause)], [query.whereClause], known, found)
    if (kind === 'DeleteStmt')
      checkScope([rangeVar(query.relation), ...list(query.usingClause)], [query.whereClause], known, found)
    if (kind === 'MergeStmt')
      checkScope([rangeVar(query.relation), query.sourceRelation], [query.joinCondition], known, found)
    if (kind === 'InsertStmt')
      checkColumns('insert into', query.relation as Node, list(query.cols).map(nameOfTarget), found)
    if (kind === 'CopyStmt' && query.relation)
      checkColumns('copy', query.relation as Node, list(query.attlist).map(text), found)
    // the sides of a union stand there without the name of their kind
    const sides =
      kind === 'SelectStmt' ? [query.larg, query.rarg].filter(Boolean).map((side) => ({ SelectStmt: side })) : []
    visit(sides, known, found)
    visit(inner, known, found)
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const rangeVar = (relation: unknown): Node => ({ RangeVar: relation })
const text = (node: unknown): string => String(((node as Node).String as Node | undefined)?.sval ?? '')
const nameOfTarget = (node: unknown): string => String(((node as Node).ResTarget as Node).name)

function withCommonTables(known: ReadonlySet<string>, query: unknown): ReadonlySet<string> {
  const ctes = list(((query as Node | null)?.withClause as Node | undefined)?.ctes)
  return ctes.length === 0
    ? known
    : new Set([...known, ...ctes.map((cte) => String(((cte as Node).CommonTableExpr as Node).ctename))])
}

const isTeamTable = (relation: Node, known: ReadonlySet<string>): boolean => {
  const name = String(relation.relname)
  const isOurs = relation.schemaname === undefined || relation.schemaname === 'public'
  return isOurs && !known.has(name) && !globalTables.has(name) && !name.startsWith('pg_')
}

function checkScope(from: unknown[], conditions: unknown[], known: ReadonlySet<string>, found: string[]): void {
  const relations: Node[] = []
  const compared = [...conditions]
  let joinedByTeam = false
  const take = (item: unknown): void => {
    const { RangeVar, JoinExpr } = item as { RangeVar?: Node; JoinExpr?: Node }
    if (RangeVar) relations.push(RangeVar)
    if (!JoinExpr) return
    take(JoinExpr.larg)
    take(JoinExpr.rarg)
    compared.push(JoinExpr.quals)
    joinedByTeam ||= list(JoinExpr.usingClause).map(text).includes('team_id')
  }
  from.forEach(take)
  const named = new Set<string>()
  for (const condition of compared) collectTeamColumns(condition, named)
  for (const relation of relations.filter((one) => isTeamTable(one, known))) {
    const alias = String((relation.alias as Node | undefined)?.aliasname ?? relation.relname)
    if (!named.has(alias) && !named.has('') && !joinedByTeam)
      found.push(`reads ${relation.relname} without its team_id`)
  }
}

/** Whose team_id an expression names: by alias, '' for a bare one. Queries within it speak for themselves. */
function collectTeamColumns(value: unknown, named: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectTeamColumns(item, named)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return
  for (const [kind, inner] of Object.entries(value as Node)) {
    if (kind === 'SelectStmt') continue
    if (kind === 'ColumnRef') {
      const parts = list((inner as Node).fields).map(text)
      if (parts.at(-1) === 'team_id') named.add(parts.at(-2) ?? '')
    }
    collectTeamColumns(inner, named)
  }
}

function checkColumns(doing: string, relation: Node, columns: readonly string[], found: string[]): void {
  if (isTeamTable(relation, new Set()) && !columns.includes('team_id'))
    found.push(`${doing} ${relation.relname} without a team_id`)
}
