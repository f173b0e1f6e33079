/** Longest text that a pattern is tried on. */
const longestTried = 256
const longestPattern = 200
/** Steps that the worst text may cost: some tens of milliseconds. */
const mostSteps = 20_000_000

/**
 * A regular expression from a team's own schema, made safe to run on a stranger's text in the one thread that serves everybody. A matcher
 * that backtracks tries every way of splitting the text among the choices of the pattern; so their product is bounded, and what has no
 * bound (repeating what repeats, referring back, looking around) is refused. Passed to Ajv as its engine.
 *
 * @throws Error that says what the pattern must not do
 */
export function safePattern(pattern: string, flags: string): RegExp {
  if (pattern.length > longestPattern) throw new Error(`the pattern is longer than ${longestPattern} characters`)
  if (/\\[1-9k]/.test(pattern.replaceAll('\\\\', ''))) throw new Error(`the pattern ${pattern} refers back to a group`)
  // Escapes and classes first, since their insides are no syntax.
  const bare = pattern
    .replaceAll(/\\./gs, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll('(?:', '(')
  if (bare.includes('(?')) throw new Error(`the pattern ${pattern} looks ahead or behind, or names a group`)
  // A question mark after a repetition makes it lazy: no choice of its own.
  const steps = stepsOf(bare.replaceAll(/([*+?}])\?/g, '$1'))
  if (steps === undefined) throw new Error(`the pattern ${pattern} repeats a group that repeats or branches inside`)
  if (steps > mostSteps) {
    throw new Error(
      `the pattern ${pattern} has too many open repetitions and choices (begin it with ^, and repeat {1,20} rather than +)`,
    )
  }
  return new BoundedPattern(pattern, flags)
}
safePattern.code = 'require("./safe-pattern.ts").safePattern'

/** Stands for a group that has choices inside. */
const chooser = '\u0002'

/** Ways in which the longest text can be tried; undefined where there is no bound that would help. */
function stepsOf(bare: string): number | undefined {
  // Without an anchor the match is tried from every position.
  const isAnchored = bare.startsWith('^') && !bare.replaceAll(/\([^()]*\)/g, '').includes('|')
  let steps = isAnchored ? 1 : longestTried
  let rest = bare
  for (let group = innermost.exec(rest); group; group = innermost.exec(rest)) {
    const [whole, body = '', repetition = ''] = group
    const choices = choicesOf(body)
    const hasChoices = choices > 1 || body.includes(chooser)
    if (hasChoices && /^[*+{]/.test(repetition)) return undefined
    steps *= choices
    rest = rest.replace(whole, () => (hasChoices ? chooser : 'x') + repetition)
  }
  return steps * choicesOf(rest)
}

const innermost = /\(([^()]*)\)([*+{]?)/

/** The product of what each repetition, option and branch of a piece without groups can be. */
function choicesOf(piece: string): number {
  let choices = piece.split('|').length
  for (const [sign, least, most] of piece.matchAll(/[*+?]|\{(\d+)(?:,(\d*))?\}/g)) {
    if (sign === '?') choices *= 2
    else if (sign === '*' || sign === '+' || most === '') choices *= longestTried
    else if (most !== undefined) choices *= Math.min(longestTried, Math.max(1, Number(most) - Number(least) + 1))
  }
  return choices
}

class BoundedPattern extends RegExp {
  override test(text: string): boolean {
    return text.length <= longestTried && super.test(text)
  }
}
