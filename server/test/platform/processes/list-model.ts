import fc from 'fast-check'
import { CompiledQuery } from 'kysely'
import type { Api } from '../../harness/api.ts'
import type { TeamAtHand } from '../../harness/nadi.ts'

/** A procedure with attributes of every kind that lists tell apart. */
export const listModel = {
  procedures: {
    deal: {
      primaryKey: 'deal_id',
      states: {
        NEW: { status: 'OPEN' },
        TALKING: { status: 'OPEN' },
        WON: { status: 'COMPLETED' },
        LOST: { status: 'CANCELLED' },
      },
      attributes: {
        deal_id: 'stringId',
        title: { type: 'string', searchable: true },
        city: 'string',
        amount: 'number',
        price: 'decimal',
        tags: { type: 'multiString', filterable: true },
        is_hot: 'boolean',
        source: { type: 'stringEnum', options: { WEB: 'Website', SHOP: 'Shop' } },
        double_amount: { type: 'number', formula: 'amount * 2.0', filterable: true },
      },
    },
  },
}

export interface Deal {
  id: string
  status: string
  state: string
  assignedTo: string | null
  createdAt: number
  nextActionAt: number | null
  data: Record<string, unknown>
}

const long = 'x'.repeat(210)
const cities = ['Pune', 'Goa', 'pune', 'पुणे', '', `${long}1`, `${long}2`, long.slice(0, 200)]
const tags = ['a', 'b', 'c', 'a b']
const prices = ['1', '1.5', '10', '9.99', '123456789012345678.1', '123456789012345678.2']
export const usernames = ['asha@deals.example', 'ravi@deals.example']
export const times = [1_700_000_000_000, 1_700_000_060_000, 1_710_000_000_000]
const states = Object.keys(listModel.procedures.deal.states)
const titles = ['Red Bus', 'blue bus', '100% wool', 'under_score', 'Ünder']

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })

/** Input of a deal. */
export const dealInput = fc
  .record({
    data: fc.record(
      {
        title: maybe(fc.constantFrom(...titles)),
        city: maybe(fc.constantFrom(...cities)),
        amount: maybe(fc.integer({ min: -3, max: 3 })),
        price: maybe(fc.constantFrom(...prices)),
        tags: maybe(fc.uniqueArray(fc.constantFrom(...tags), { minLength: 1, maxLength: 3 })),
        is_hot: maybe(fc.boolean()),
        source: maybe(fc.constantFrom('WEB', 'SHOP')),
      },
      { noNullPrototype: true },
    ),
    state: fc.constantFrom(...states),
    assignedTo: maybe(fc.constantFrom(...usernames)),
    nextActionAt: maybe(fc.constantFrom(...times)),
  })
  .map((input) => JSON.parse(JSON.stringify(input)) as Record<string, unknown>)

type Test = (deal: Deal) => boolean

/** A `where` and the same in JavaScript. */
export interface Where {
  where: Record<string, unknown>
  test: Test
}

/** By code point, as PostgreSQL compares under C.UTF-8. */
const compareText = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))

/** Decimals of these tests compare exactly as integers of tenths of hundredths. */
const toExact = (price: unknown): bigint => {
  const [whole = '0', fraction = ''] = String(price).split('.')
  return BigInt(whole + fraction.padEnd(4, '0'))
}

const compare = (one: unknown, other: unknown): number =>
  typeof one === 'string' ? compareText(one, String(other)) : Number(one) - Number(other)

const bounds = {
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
}

interface Key {
  key: string
  values: readonly (string | number | boolean)[]
  isOrdered?: boolean
  isSearchable?: boolean
  order?: (one: unknown, other: unknown) => number
  held(deal: Deal): unknown[]
}

const held = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat())
const attribute = (key: string, values: Key['values'], more: Partial<Key> = {}): Key => ({
  key,
  values,
  held: ({ data }) => held(data[key]),
  ...more,
})

const keys: Key[] = [
  attribute('city', cities, { isOrdered: true }),
  attribute('title', titles, { isOrdered: true, isSearchable: true }),
  attribute('amount', [-2, 0, 1, 3], { isOrdered: true }),
  attribute('price', prices, { isOrdered: true, order: (one, other) => Number(toExact(one) - toExact(other)) }),
  attribute('tags', [...tags, 'z']),
  attribute('is_hot', [true, false]),
  attribute('source', ['WEB', 'SHOP']),
  attribute('double_amount', [-2, 0, 2, 6], { isOrdered: true }),
  { key: 'status', values: ['OPEN', 'COMPLETED', 'CANCELLED'], held: (deal) => [deal.status] },
  { key: 'state', values: states, held: (deal) => [deal.state] },
  { key: 'assignedTo', values: usernames, held: (deal) => held(deal.assignedTo) },
  { key: 'nextActionAt', values: times, isOrdered: true, held: (deal) => held(deal.nextActionAt) },
]

const leaf: fc.Arbitrary<Where> = fc.constantFrom(...keys).chain((key) => {
  const same = (one: unknown, other: unknown) => (key.order ? key.order(one, other) === 0 : one === other)
  const isIn = (deal: Deal, values: readonly unknown[]): boolean =>
    values.some((value) =>
      value === null ? key.held(deal).length === 0 : key.held(deal).some((each) => same(each, value)),
    )
  const value = fc.constantFrom(...key.values)
  const orNull = fc.option(value, { nil: null, freq: 6 })
  const where = (side: unknown, test: Test): Where => ({ where: { [key.key]: side }, test })
  const kinds: fc.Arbitrary<Where>[] = [
    orNull.map((each) => where(each, (deal) => isIn(deal, [each]))),
    orNull.map((each) => where({ '=': each }, (deal) => isIn(deal, [each]))),
    orNull.map((each) => where({ '!=': each }, (deal) => !isIn(deal, [each]))),
    fc.array(orNull, { maxLength: 3 }).map((each) => where(each, (deal) => isIn(deal, each))),
    fc.array(orNull, { maxLength: 3 }).map((each) => where({ in: each }, (deal) => isIn(deal, each))),
    fc.array(orNull, { maxLength: 3 }).map((each) => where({ '!=': each }, (deal) => !isIn(deal, each))),
    fc.boolean().map((each) => where({ exists: each }, (deal) => key.held(deal).length > 0 === each)),
  ]
  if (key.isOrdered) {
    const isBound = (operator: keyof typeof bounds, limit: unknown) => (deal: Deal) =>
      key.held(deal).some((each) => bounds[operator]((key.order ?? compare)(each, limit)))
    kinds.push(
      fc
        .tuple(fc.constantFrom(...(Object.keys(bounds) as (keyof typeof bounds)[])), value)
        .map(([operator, limit]) => where({ [operator]: limit }, isBound(operator, limit))),
      fc
        .tuple(value, value)
        .map(([from, to]) =>
          where({ '>=': from, '<': to }, (deal) => isBound('>=', from)(deal) && isBound('<', to)(deal)),
        ),
    )
  }
  if (key.isSearchable) {
    const sought = fc.constantFrom('bus', 'B', '0%', 'r_s', 'ü', 'zzz', 'red')
    kinds.push(
      sought.map((text) =>
        where({ contains: text }, (deal) =>
          key.held(deal).some((each) => String(each).toLowerCase().includes(text.toLowerCase())),
        ),
      ),
      sought.map((text) =>
        where({ startsWith: text }, (deal) =>
          key.held(deal).some((each) => String(each).toLowerCase().startsWith(text.toLowerCase())),
        ),
      ),
    )
  }
  return fc.oneof(...kinds)
})

/** Any `where`, nested. */
export const anyWhere: fc.Arbitrary<Where> = fc.letrec<{ node: Where }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: leaf, weight: 4 },
    {
      arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((nodes) => ({
        where: { and: nodes.map((node) => node.where) },
        test: (deal: Deal) => nodes.every((node) => node.test(deal)),
      })),
      weight: 1,
    },
    {
      arbitrary: fc.array(tie('node'), { maxLength: 3 }).map((nodes) => ({
        where: { or: nodes.map((node) => node.where) },
        test: (deal: Deal) => nodes.some((node) => node.test(deal)),
      })),
      weight: 2,
    },
    {
      arbitrary: tie('node').map((node) => ({ where: { not: node.where }, test: (deal: Deal) => !node.test(deal) })),
      weight: 1,
    },
  ),
})).node

export const listPath = '/v1/ext/procedure/deal/process/list'

/** A deal as the tests compare it. */
export function dealOf(process: Record<string, unknown>): Deal {
  const { data, derivedData } = process as { data: object; derivedData: object }
  return {
    id: String(process.id),
    status: String(process.status),
    state: String(process.stateShortId),
    assignedTo: process.assignedToUsername as string | null,
    createdAt: Number(process.createdAt),
    nextActionAt: process.nextActionAt as number | null,
    data: { ...data, ...derivedData },
  }
}

/** Every page of a list, by its cursors. */
export async function everyPage(api: Api, request: object): Promise<Deal[]> {
  const deals: Deal[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await api.post(listPath, { limit: 100, ...request, ...(cursor && { cursor }) })
    if (page.status !== 200) throw new Error(page.body._errors.join(' '))
    deals.push(...page.body._data.map(dealOf))
    if (page.body._meta.hasMore !== (page.body._meta.nextCursor !== undefined))
      throw new Error('hasMore contradicts nextCursor')
    if (!page.body._meta.hasMore) return deals
    cursor = page.body._meta.nextCursor
  }
}

/** So many more of each process of the team, each a second older than the one before; with their filter values and texts, by SQL alone. */
export async function multiply({ nadi, scope }: TeamAtHand, times: number): Promise<void> {
  await nadi.db.executeQuery(
    CompiledQuery.raw(
      `with copies as materialized (
         select p.*, gen_random_uuid() as copy, p.created_at - n * interval '1 second' as copied_at
         from processes p cross join generate_series(1, $2::integer) n where p.team_id = $1::uuid
       ), copied as (
         insert into processes (team_id, process_id, procedure_id, state_id, status, assigned_to, data, derived_data, next_action_at, created_at,
           updated_at)
         select team_id, copy, procedure_id, state_id, status, assigned_to, data, derived_data, next_action_at, copied_at, copied_at from copies
       ), copied_texts as (
         insert into process_texts (team_id, attribute_id, process_id, value, created_at)
         select t.team_id, t.attribute_id, c.copy, t.value, c.copied_at
         from process_texts t join copies c on c.team_id = t.team_id and c.process_id = t.process_id
       )
       insert into process_values (team_id, attribute_id, value, created_at, process_id)
       select v.team_id, v.attribute_id, v.value, c.copied_at, c.copy
       from process_values v join copies c on c.team_id = v.team_id and c.process_id = v.process_id`,
      [scope.teamId, times],
    ),
  )
  await nadi.db.executeQuery(CompiledQuery.raw('analyze processes, process_values, process_texts'))
}
