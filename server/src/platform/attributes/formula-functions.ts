import { Environment } from '@marcbachmann/cel-js'

const day = 86_400_000

/** Longest text that a formula may build out of lists. */
const longestText = 100_000

function instantOf(value: unknown): number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value)
  if (value instanceof Date) return value.getTime()
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(instant) ? undefined : instant
}

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  return value === null || value === undefined || typeof value === 'object' || !Number.isFinite(number)
    ? undefined
    : number
}

function requireNumber(name: string, value: unknown): number {
  const number = numberOf(value)
  if (number === undefined) throw new Error(`${name} needs a number`)
  return number
}

/** Absence goes through: what is rounded, or counted from, where there is nothing, is nothing. */
const numeric =
  (name: string, work: (...numbers: number[]) => number) =>
  (...values: unknown[]): number | null =>
    values.some((value) => value === null) ? null : work(...values.map((value) => requireNumber(name, value)))

function roundTo(value: number, digits = 0): number {
  const scale = 10 ** Math.min(15, Math.max(-15, Math.trunc(digits)))
  // The half is rounded away from zero as people do it; the smallest step mends 1.005, which a double holds as 1.00499….
  return (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + Number.EPSILON))) / scale
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object' && !(value instanceof Date))
    throw new Error('text and concat need single values; join makes text of a list')
  return value instanceof Date ? value.toISOString() : String(value)
}

function joined(list: unknown, separator: unknown): string | null {
  if (list === null) return null
  if (!Array.isArray(list)) throw new Error('join needs a list')
  let text = ''
  for (const [index, value] of list.entries()) {
    text += (index > 0 ? String(separator) : '') + textOf(value)
    if (text.length > longestText) throw new Error(`join makes text of at most ${longestText} characters`)
  }
  return text
}

function daysBetween(from: unknown, to: unknown): number | null {
  if (from === null || to === null) return null
  const [start, end] = [instantOf(from), instantOf(to)]
  if (start === undefined || end === undefined) throw new Error('daysBetween needs two dates or times')
  return Math.trunc((end - start) / day) + 0
}

function addDays(from: unknown, days: unknown): string | number | null {
  if (from === null || days === null) return null
  const start = instantOf(from)
  if (start === undefined) throw new Error('addDays needs a date or a time')
  const end = start + requireNumber('addDays', days) * day
  return typeof from === 'string' && from.length === 10 ? new Date(end).toISOString().slice(0, 10) : end
}

/**
 * The language of formulas: CEL (https://cel.dev), which has no loops without bound, no side effects and no way out, with a few functions
 * that sales work wants. `now` is not among them on purpose: a derived value is stored and indexed when its process changes, so one that
 * depends on the clock would be wrong a moment later, and silently so. Ask for such things in a list's `where`.
 */
export function formulaLanguage(): Environment {
  const language = new Environment({
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 10 },
  })
  // Values of attributes are doubles, numbers in a formula are CEL's integers; a person who writes loan_amount / 12 sees no difference.
  const mixed: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  }
  for (const [operator, work] of Object.entries(mixed)) {
    const handler = (a: unknown, b: unknown) => work(Number(a), Number(b))
    language.registerOperator(`int ${operator} double: double`, handler)
    language.registerOperator(`double ${operator} int: double`, handler)
  }
  const remainder = (a: unknown, b: unknown) => Number(a) % Number(b)
  for (const [left, right] of [
    ['int', 'double'],
    ['double', 'int'],
    ['double', 'double'],
  ]) {
    language.registerOperator(`${left} % ${right}: double`, remainder)
  }

  const functions: Record<string, (...values: unknown[]) => unknown> = {
    'round(dyn): dyn': numeric('round', (value) => roundTo(value)),
    'round(dyn, int): dyn': numeric('round', roundTo),
    'floor(dyn): dyn': numeric('floor', Math.floor),
    'ceil(dyn): dyn': numeric('ceil', Math.ceil),
    'abs(dyn): dyn': numeric('abs', Math.abs),
    'min(dyn, dyn): dyn': numeric('min', Math.min),
    'max(dyn, dyn): dyn': numeric('max', Math.max),
    'number(dyn): dyn': numeric('number', (value) => value),
    'text(dyn): string': textOf,
    'join(dyn, string): dyn': joined,
    'daysBetween(dyn, dyn): dyn': daysBetween,
    'addDays(dyn, dyn): dyn': addDays,
  }
  for (const [signature, work] of Object.entries(functions)) language.registerFunction(signature, work)
  for (let count = 2; count <= 8; count++) {
    const dyns = Array(count).fill('dyn').join(', ')
    language.registerFunction(
      `coalesce(${dyns}): dyn`,
      (...values: unknown[]) => values.find((value) => value !== null && value !== '') ?? null,
    )
    language.registerFunction(`concat(${dyns}): string`, (...values: unknown[]) => values.map(textOf).join(''))
  }
  return language
}
