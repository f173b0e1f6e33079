import type { Problem } from '../../errors.ts'
import { compileDerived, orderByUse } from './attribute-set.ts'
import { checkOptions } from './check-options.ts'
import { referenceKindOf } from './families/references.ts'
import { compileFormula } from './formula-compiler.ts'
import { ingest } from './ingest.ts'
import type { IngestionContext } from './ingestion-context.ts'
import { nearest } from './nearest.ts'
import { isPlainObject } from './taking.ts'
import { isAttributeType, typeOf } from './type-registry.ts'
import { type Attribute, attributeTypes } from './types.ts'

/** An attribute as it is proposed: nothing of it has been checked but that these fields are there. */
export interface AttributeDefinition extends Omit<Attribute, 'id' | 'type' | 'options'> {
  type: string
  options: unknown
}

/** Names that mean something else in `data`, in `where` or beside them; no attribute may bear one, in any case. */
export const reservedShortIds: ReadonlySet<string> = new Set([
  'status',
  'state',
  'createdAt',
  'updatedAt',
  'assignedTo',
  'and',
  'or',
  'not',
  'data',
  'record',
  'id',
])
const reserved = new Set([...reservedShortIds].map((shortId) => shortId.toLowerCase()))

/** Letters, digits and underscores, a letter first: safe in a URL, in a formula and as a column of a CSV file. Its case is kept. */
const shortIdForm = /^[a-z][a-z0-9_]{0,62}$/i

/** Everything that is wrong with the definition of one attribute, by itself. What its formula reads is checked among its fellows. */
export function checkAttributeDefinition(
  definition: AttributeDefinition,
  context: IngestionContext,
  path = '',
): Problem[] {
  const at = (field: string) => (path ? `${path}.${field}` : field)
  const problems = [...checkNames(definition, at)]
  if (!isAttributeType(definition.type)) {
    const close = nearest(definition.type, attributeTypes)
    problems.push({
      code: 'unknown_type',
      message: `There is no attribute type ${definition.type.slice(0, 80)}${close ? `; did you mean ${close}?` : '.'}`,
      path: at('type'),
      hint: `Types: ${attributeTypes.join(', ')}.`,
    })
    return problems
  }
  const optionProblems = checkOptions(definition.shortId, definition.type, definition.options ?? {}, at('options'))
  const attribute: Attribute = {
    ...definition,
    id: '',
    type: definition.type,
    options: isPlainObject(definition.options) ? definition.options : {},
  }
  problems.push(...optionProblems, ...checkFlags(attribute, at))
  if (attribute.formula !== null) problems.push(...checkDerived(attribute, at))
  else if (optionProblems.length === 0) problems.push(...checkDefault(attribute, context, at))
  return problems
}

/** Everything that is wrong with the attributes of one procedure, entity or form: each by itself, and all of them together. */
export function checkAttributeDefinitions(
  definitions: readonly AttributeDefinition[],
  context: IngestionContext,
  path = 'attributes',
): Problem[] {
  const problems = definitions.flatMap((definition, index) =>
    checkAttributeDefinition(definition, context, `${path}.${index}`),
  )
  const seen = new Map<string, string>()
  for (const [index, { shortId }] of definitions.entries()) {
    const other = seen.get(shortId.toLowerCase())
    seen.set(shortId.toLowerCase(), shortId)
    if (other === undefined) continue
    problems.push({
      code: 'duplicate_short_id',
      message: `Two attributes have the short id ${shortId}${other === shortId ? '' : ` (the other is written ${other})`}.`,
      path: `${path}.${index}.shortId`,
      hint: 'Give one of them another.',
    })
  }
  // Formulas are read only where the attributes they name are sound; else each of them would repeat what is said already.
  return problems.length > 0 ? problems : checkFormulas(definitions as readonly Attribute[], path)
}

function checkFormulas(attributes: readonly Attribute[], path: string): Problem[] {
  const problems = attributes.flatMap(({ formula }, index) => {
    const result = formula === null ? undefined : compileFormula(formula, attributes, `${path}.${index}.formula`)
    return result && 'problem' in result ? [result.problem] : []
  })
  if (problems.length > 0) return problems
  const { cycle } = orderByUse(compileDerived(attributes))
  if (cycle.length === 0) return []
  const index = attributes.findIndex(({ shortId }) => shortId === cycle[0])
  return [
    {
      code: 'formula_cycle',
      message: `The formulas of ${cycle.join(', ')} read one another in a circle.`,
      path: `${path}.${index}.formula`,
      hint: 'Let one of them read only attributes that are given.',
    },
  ]
}

type At = (field: string) => string

function checkNames({ shortId, name }: AttributeDefinition, at: At): Problem[] {
  const problems: Problem[] = []
  if (!shortIdForm.test(shortId)) {
    problems.push({
      code: 'bad_short_id',
      message: `The short id ${JSON.stringify(shortId.slice(0, 80))} must be a letter followed by at most 62 letters, digits or underscores.`,
      path: at('shortId'),
      hint: 'Such as loan_amount.',
    })
  } else if (reserved.has(shortId.toLowerCase())) {
    problems.push({
      code: 'reserved_short_id',
      message: `The short id ${shortId} is reserved.`,
      path: at('shortId'),
      hint: `Reserved are ${[...reservedShortIds].join(', ')}. Take another, such as lead_${shortId}.`,
    })
  }
  if (name.trim() === '' || name.length > 120) {
    problems.push({
      code: 'bad_name',
      message: `The attribute ${shortId} must have a name of 1 to 120 characters.`,
      path: at('name'),
    })
  }
  return problems
}

function checkFlags(attribute: Attribute, at: At): Problem[] {
  const type = typeOf(attribute.type)
  const wrong: [boolean, keyof Attribute, string][] = [
    [attribute.isUnique && !type.canBeUnique, 'isUnique', 'be unique'],
    [attribute.isFilterable && !type.isFilterable, 'isFilterable', 'be filterable'],
    [attribute.isSearchable && !type.isSearchable, 'isSearchable', 'be searchable'],
  ]
  return wrong
    .filter(([isWrong]) => isWrong)
    .map(([, field, what]) => ({
      code: `cannot_${what.replace(' ', '_')}`,
      message: `The attribute ${attribute.shortId} is of type ${attribute.type}, which cannot ${what}.`,
      path: at(field),
      hint: `Set ${field} to false.`,
    }))
}

function checkDerived(attribute: Attribute, at: At): Problem[] {
  const { shortId, defaultValue } = attribute
  const wrong: [boolean, keyof Attribute, string][] = [
    [attribute.isRequired, 'isRequired', 'cannot be required: nobody gives its value'],
    [attribute.isUnique, 'isUnique', 'cannot be unique: nobody chooses its value'],
    [
      defaultValue !== null && defaultValue !== undefined,
      'defaultValue',
      'cannot have a default: use coalesce in its formula',
    ],
    [
      referenceKindOf(attribute.type) !== undefined,
      'formula',
      `cannot be of type ${attribute.type}: a formula cannot look things up`,
    ],
  ]
  return wrong
    .filter(([isWrong]) => isWrong)
    .map(([, field, why]) => ({
      code: 'bad_derived_attribute',
      message: `The derived attribute ${shortId} ${why}.`,
      path: at(field),
    }))
}

function checkDefault(attribute: Attribute, context: IngestionContext, at: At): Problem[] {
  if (attribute.defaultValue === null || attribute.defaultValue === undefined) return []
  const fail = (reason: string, hint?: string): Problem[] => [
    {
      code: 'bad_default',
      message: `The default of ${attribute.shortId} cannot be used: ${reason}`,
      path: at('defaultValue'),
      ...(hint && { hint }),
    },
  ]
  if (attribute.isUnique) return fail('the attribute is unique, and a default would soon be taken.', 'Leave it out.')
  const result = ingest(attribute, attribute.defaultValue, context)
  if ('problem' in result) return fail(result.problem.message, result.problem.hint)
  if (result.lookups?.some(({ by }) => by !== 'id'))
    return fail(`${attribute.shortId} must be named by its uuid there.`)
  return []
}
