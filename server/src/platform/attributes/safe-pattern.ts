/** Longest text that a pattern is tried on. Together with the rules below it bounds the steps of any match to a few million. */
const longestTried = 256
const longestPattern = 200

/**
 * A regular expression from a team's own schema, made safe to run on a stranger's text in the one thread that serves everybody:
 * no back-references, no look-around, no repetition of what repeats or branches inside, at most three open repetitions, and no text over 256
 * characters. Passed to Ajv as its engine.
 *
 * @throws Error that says what the pattern must not do
 */
export function safePattern(pattern: string, flags: string): RegExp {
  if (pattern.length > longestPattern) throw new Error(`the pattern is longer than ${longestPattern} characters`)
  // Escapes and classes first, since their insides are no syntax.
  const bare = pattern
    .replaceAll(/\\[1-9k]/g, '\u0001')
    .replaceAll(/\\./gs, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
  if (bare.includes('\u0001')) throw new Error(`the pattern ${pattern} refers back to a group`)
  if (/\(\?[=!<]/.test(bare)) throw new Error(`the pattern ${pattern} looks ahead or behind`)
  let inner = bare
  while (/\([^()]*\)/.test(inner)) {
    if (/\((?:\?:)?[^()]*[*+{|?][^()]*\)[*+{]/.test(inner.replaceAll('(?:', '('))) {
      throw new Error(`the pattern ${pattern} repeats a group that repeats or branches inside`)
    }
    inner = inner
      .replaceAll('(?:', '(')
      .replaceAll(/\(([^()]*)\)/g, (_, body: string) => (/[*+{|?]/.test(body) ? 'y|' : 'x'))
  }
  const open = bare.replaceAll(/\{\d+\}/g, '').match(/[*+{]/g)?.length ?? 0
  if (open > (pattern.startsWith('^') ? 3 : 2)) {
    throw new Error(
      `the pattern ${pattern} has more than ${pattern.startsWith('^') ? 'three' : 'two'} open repetitions`,
    )
  }
  return new BoundedPattern(pattern, flags)
}
safePattern.code = 'require("./safe-pattern.ts").safePattern'

class BoundedPattern extends RegExp {
  override test(text: string): boolean {
    return text.length <= longestTried && super.test(text)
  }
}
