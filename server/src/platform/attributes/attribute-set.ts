import type { Problem } from '../../errors.ts'
import { type CompiledFormula, compileFormula } from './formula-compiler.ts'
import { nearest } from './nearest.ts'
import type { Attribute } from './types.ts'

/** An attribute that a formula fills; its formula compiled, or the reason why that failed. */
export interface DerivedAttribute {
  readonly attribute: Attribute
  readonly formula: CompiledFormula | { readonly reason: string }
}

/** The attributes of a procedure, an entity or a form, made ready once for many rows. */
export interface AttributeSet {
  readonly attributes: readonly Attribute[]
  readonly byShortId: ReadonlyMap<string, Attribute>
  /** those that stand in the filter side table */
  readonly indexed: readonly Attribute[]
  /** in an order in which each comes after those that it reads */
  readonly derived: readonly DerivedAttribute[]
  readonly required: readonly Attribute[]
  readonly withDefault: readonly Attribute[]
}

/** Never throws: what is wrong with a formula was said when it was defined, and is said again with every value that it fails to give. */
export function compileAttributes(attributes: readonly Attribute[]): AttributeSet {
  const given = attributes.filter(({ formula }) => formula === null)
  return {
    attributes,
    byShortId: new Map(attributes.map((attribute) => [attribute.shortId, attribute])),
    indexed: attributes.filter(({ isFilterable }) => isFilterable),
    derived: orderByUse(compileDerived(attributes)).ordered,
    required: given.filter(({ isRequired }) => isRequired),
    withDefault: given.filter(({ defaultValue }) => defaultValue !== null && defaultValue !== undefined),
  }
}

/** The derived ones among the attributes, in the order given. */
export function compileDerived(attributes: readonly Attribute[]): DerivedAttribute[] {
  return attributes.flatMap((attribute): DerivedAttribute[] => {
    if (attribute.formula === null) return []
    const result = compileFormula(attribute.formula, attributes)
    return [{ attribute, formula: 'formula' in result ? result.formula : { reason: result.problem.message } }]
  })
}

/** Sorts derived attributes so that each comes after those that it reads; `cycle` names those that read one another in a circle. */
export function orderByUse(derived: readonly DerivedAttribute[]): { ordered: DerivedAttribute[]; cycle: string[] } {
  const waiting = new Map(derived.map((each) => [each.attribute.shortId, each]))
  const ordered: DerivedAttribute[] = []
  for (let found = true; found && waiting.size > 0; ) {
    found = false
    for (const [shortId, each] of waiting) {
      const uses = 'uses' in each.formula ? each.formula.uses : []
      if (uses.some((name) => waiting.has(name))) continue
      ordered.push(each)
      waiting.delete(shortId)
      found = true
    }
  }
  const cycle = [...waiting.keys()]
  const reason = `The formulas of ${cycle.join(', ')} read one another in a circle.`
  return {
    ordered: [...ordered, ...[...waiting.values()].map(({ attribute }) => ({ attribute, formula: { reason } }))],
    cycle,
  }
}

/** Says that there is no such attribute, and which one was probably meant. */
export function unknownAttribute(set: AttributeSet, shortId: string, path: string): Problem {
  const name = shortId.length > 80 ? `${shortId.slice(0, 80).toWellFormed()}…` : shortId.toWellFormed()
  const close = nearest(shortId, set.byShortId.keys())
  return {
    code: 'unknown_attribute',
    message: `There is no attribute ${name}${close ? `; did you mean ${close}?` : '.'}`,
    path,
    hint: close ? `Use ${close}.` : `Attributes: ${[...set.byShortId.keys()].slice(0, 30).join(', ')}.`,
  }
}
