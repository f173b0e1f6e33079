type Schema = Record<string, unknown>

const mostCharacters = 20_000
const deepest = 24
const mostNodes = 2_000

/** Keywords that name, move or reach outside of the schema: with them a schema could fetch, or grow without bound. */
const refused = new Set([
  '$id',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  '$async',
  '$data',
])

/**
 * The schema with each local `$ref` replaced by what it points at. Without references the work of a validation is bounded by the size of the
 * schema times the size of the value; with them, forty lines can ask for 2^20 steps.
 *
 * @throws Error that says what is wrong with the schema
 */
export function expandSchema(schema: Schema): Schema {
  if (JSON.stringify(schema).length > mostCharacters)
    throw new Error(`it is longer than ${mostCharacters.toLocaleString('en')} characters`)
  const { $schema: _dialect, $defs: _defs, definitions: _definitions, ...root } = schema
  const left = { nodes: mostNodes }

  const expand = (node: unknown, depth: number, open: readonly string[]): unknown => {
    if (depth > deepest)
      throw new Error(`it is nested more than ${deepest} levels deep once its references are followed`)
    if (--left.nodes < 0)
      throw new Error(`it has more than ${mostNodes.toLocaleString('en')} parts once its references are followed`)
    if (Array.isArray(node)) return node.map((element) => expand(element, depth + 1, open))
    if (typeof node !== 'object' || node === null) return node
    const { $ref: reference, ...rest } = node as Schema
    refuseOutward(rest)
    const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, expand(value, depth + 1, open)]))
    if (reference === undefined) return own
    if (typeof reference !== 'string' || !reference.startsWith('#/')) {
      throw new Error(`$ref "${String(reference)}" points outside of it; only "#/$defs/…" within it is followed`)
    }
    if (open.includes(reference)) throw new Error(`$ref "${reference}" leads back to itself`)
    const target = expand(pointedAt(schema, reference), depth + 1, [...open, reference])
    return Object.keys(own).length === 0 ? target : { ...own, allOf: [...((own.allOf as unknown[]) ?? []), target] }
  }

  return expand(root, 0, []) as Schema
}

function refuseOutward(node: Schema): void {
  for (const key of Object.keys(node)) if (refused.has(key)) throw new Error(`${key} is not supported`)
  if (node.uniqueItems === true && !(typeof node.maxItems === 'number' && node.maxItems <= 1000)) {
    throw new Error('uniqueItems needs a maxItems of at most 1000, because it compares every pair')
  }
}

function pointedAt(schema: Schema, reference: string): unknown {
  let target: unknown = schema
  for (const part of reference.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    target =
      typeof target === 'object' && target !== null && Object.hasOwn(target, key) ? (target as Schema)[key] : undefined
  }
  if (target === undefined) throw new Error(`$ref "${reference}" points at nothing`)
  return target
}
