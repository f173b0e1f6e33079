import { badParam } from '../graph-error.ts'

/** Only the fields asked for with `?fields=a,b{c}`, and the id, which Meta adds to any. */
export function pickFields(
  whole: Record<string, unknown>,
  fields: unknown,
  usual: readonly string[],
): Record<string, unknown> {
  const wanted = typeof fields === 'string' && fields.trim() !== '' ? splitFields(fields) : usual
  const picked: Record<string, unknown> = {}
  for (const field of wanted) {
    if (!(field in whole)) {
      throw badParam(`Tried accessing nonexisting field (${field}) on node type (WhatsAppBusinessObject)`)
    }
    if (whole[field] !== undefined) picked[field] = whole[field]
  }
  if (whole.id !== undefined) picked.id = whole.id
  return picked
}

/** Splits at the top level and drops what stands in braces or behind a point: `a,b{c,d},e.limit(1)`. */
function splitFields(fields: string): string[] {
  const names: string[] = []
  let depth = 0
  let name = ''
  for (const char of fields) {
    if (char === '{' || char === '(') depth++
    else if (char === '}' || char === ')') depth--
    else if (char === ',' && depth === 0) {
      names.push(name)
      name = ''
    } else if (depth === 0) name += char
  }
  return [...names, name].map((each) => each.split('.')[0]?.trim() ?? '').filter((each) => each !== '')
}
