import { type ASTNode, ParseError, type ParseResult } from '@marcbachmann/cel-js'
import type { Problem } from '../../errors.ts'
import { formulaLanguage } from './formula-functions.ts'
import { examineFormula } from './formula-rules.ts'
import { nearest } from './nearest.ts'
import type { Attribute, StoredValue } from './types.ts'

const longestFormula = 2_000

/** Built once; each compilation adds its own variables to a cheap clone. */
const language = formulaLanguage().registerVariable('data', 'map<string, dyn>')

export interface CompiledFormula {
  readonly text: string
  /** short ids of the attributes that it reads */
  readonly uses: readonly string[]
  /** never throws: answers a value as CEL made it, or why there is none */
  evaluate(data: Readonly<Record<string, StoredValue | undefined>>): { value: unknown } | { reason: string }
}

type Named = Pick<Attribute, 'shortId' | 'type'>

/** Words that CEL keeps for itself; an attribute of such a name is reached as `data.type`. */
const keywords = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while data'.split(
    ' ',
  ),
)

/**
 * Compiles a formula over the given attributes. Each attribute is a variable of its short id, null where it has no value; one whose
 * short id is a word of the language (`type`, `list`) is written `data.type`.
 */
export function compileFormula(
  text: string,
  attributes: readonly Named[],
  path = 'formula',
): { formula: CompiledFormula } | { problem: Problem } {
  const fail = (message: string, hint?: string) => ({
    problem: { code: 'bad_formula', message, path, ...(hint && { hint }) },
  })
  if (text.trim() === '') return fail('The formula is empty.', 'Such as loan_amount / 12.')
  if (text.length > longestFormula)
    return fail(`The formula is longer than ${longestFormula.toLocaleString('en')} characters.`)

  const scope = language.clone()
  const taken = attributes.map(({ shortId }) => shortId).filter(isTakenWord)
  for (const { shortId } of attributes) if (!taken.includes(shortId)) scope.registerVariable(shortId, 'dyn')

  let parsed: ParseResult
  try {
    parsed = scope.parse(text)
  } catch (error) {
    const where = error instanceof ParseError && error.range ? ` at character ${error.range.start + 1}` : ''
    return fail(
      `The formula cannot be read${where}: ${summaryOf(error)}.`,
      'Formulas are written in CEL; see docs/attributes.md.',
    )
  }
  const names = attributes.map(({ shortId }) => shortId)
  const examined = examineFormula(parsed.ast as ASTNode, new Set(names), new Set(taken))
  if ('unknown' in examined) {
    const close = nearest(examined.unknown, names)
    return fail(
      `The formula reads ${examined.unknown}, which is no attribute.`,
      close ? `Did you mean ${close}?` : `Attributes: ${names.slice(0, 20).join(', ')}.`,
    )
  }
  if ('refused' in examined) return fail(examined.refused, examined.hint)
  const checked = parsed.check()
  if (!checked.valid)
    return fail(
      `The formula does not make sense: ${summaryOf(checked.error)}.`,
      'Formulas are written in CEL; see docs/attributes.md.',
    )

  const decimals = new Set(attributes.filter(({ type }) => type === 'decimal').map(({ shortId }) => shortId))
  return { formula: { text, uses: examined.uses, evaluate: evaluatorOf(parsed, examined.uses, decimals) } }
}

function isTakenWord(shortId: string): boolean {
  return keywords.has(shortId) || language.hasVariable(shortId)
}

function evaluatorOf(
  parsed: ParseResult,
  uses: readonly string[],
  decimals: ReadonlySet<string>,
): CompiledFormula['evaluate'] {
  return (data) => {
    const read: Record<string, unknown> = {}
    for (const shortId of uses) {
      const value = data[shortId] ?? null
      read[shortId] = typeof value === 'string' && decimals.has(shortId) ? Number(value) : value
    }
    try {
      return { value: parsed({ ...read, data: read }) }
    } catch (error) {
      return { reason: summaryOf(error) }
    }
  }
}

/** CEL's own errors draw the source line beneath; the first line says what it is. */
function summaryOf(error: unknown): string {
  const { summary, message } = (error ?? {}) as { summary?: string; message?: string }
  return (summary ?? message ?? String(error)).split('\n')[0]?.replace(/\.$/, '') ?? ''
}
