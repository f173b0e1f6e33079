import type { Problem } from '../../../errors.ts'
import { type Comparison, comparisonValue } from '../../attributes/comparison.ts'
import type { Attribute, IndexScalar } from '../../attributes/types.ts'
import type { Procedure, TeamModel } from '../../model/types.ts'
import { numberIn, toKey } from '../numbering.ts'
import { type AttributeCondition, any, type Query } from './query.ts'

/** Fewer letters stand in nearly every text. */
const shortest = 2
/** sorts behind every other character */
const last = '\u{10FFFF}'

/**
 * The quick search of a list: the text anywhere in a searchable attribute, at the beginning of the primary key, or in a phone number. It is an `or` of
 * conditions as `where` has them, so it takes the indexes that they take.
 */
export function searchQuery(model: TeamModel, procedure: Procedure, search: string): Query | Problem {
  const text = search.trim()
  if ([...text].length < shortest) {
    return {
      code: 'too_short',
      message: `"search" must be at least ${shortest} characters long.`,
      path: 'search',
      hint: 'A part of a name, the beginning of a primary key, or a phone number.',
    }
  }
  const searched = procedure.attributes.attributes.filter((attribute) => isSearched(procedure, attribute))
  if (searched.length === 0) {
    return {
      code: 'nothing_searchable',
      message: `No attribute of ${procedure.shortId} is searchable.`,
      path: 'search',
      hint: 'Set isSearchable on the attributes that people search by, such as a name.',
    }
  }
  return any([
    ...searched.flatMap((attribute) => wordsIn(model, attribute, text)),
    ...(procedure.primaryKey?.isFilterable ? keysThatBegin(procedure, procedure.primaryKey, text) : []),
  ])
}

const isSearched = (procedure: Procedure, attribute: Attribute): boolean =>
  attribute.isSearchable ||
  (attribute.isFilterable && (attribute.type === 'phone' || attribute.id === procedure.primaryKey?.id))

/** A phone number is sought by its digits anywhere in it, and as a whole as it may be given: `098765 43210` for +919876543210. */
function wordsIn(model: TeamModel, attribute: Attribute, text: string): AttributeCondition[] {
  const isPhone = attribute.type === 'phone'
  if (isPhone && !/^[\d\s()+./-]+$/.test(text)) return []
  const read = (operator: 'contains' | '='): Comparison[] => {
    const result = comparisonValue(attribute, operator, text, model.context, 'search')
    // what can't be in a value of the attribute is in none
    return 'problem' in result ? [] : [result.comparison]
  }
  const condition = (test: AttributeCondition['test']): AttributeCondition => ({ kind: 'attribute', attribute, test })
  const anywhere = attribute.isSearchable ? read('contains') : []
  const whole = isPhone && attribute.isFilterable ? read('=') : []
  return [
    ...anywhere.map(({ value }) =>
      condition({ kind: 'text', operator: 'contains', text: String(value).toLowerCase() }),
    ),
    ...whole.map((value) => condition({ kind: 'in', values: [value] })),
  ]
}

/** Also where the prefix of numbered keys is left out (`42` for LEAD-000042) or written in small letters. */
function keysThatBegin(procedure: Procedure, attribute: Attribute, text: string): AttributeCondition[] {
  const isNumber = /^\d{1,15}$/.test(text)
  if (attribute.type !== 'stringId' && attribute.type !== 'string') {
    return isNumber ? [{ kind: 'attribute', attribute, test: { kind: 'in', values: [compared(Number(text))] } }] : []
  }
  const forms = [...new Set([text, text.toUpperCase()])]
  const number = isNumber
    ? Number(text)
    : forms.map((form) => numberIn(procedure, form)).find((each) => each !== undefined)
  return [
    ...forms.map(
      (form): AttributeCondition => ({
        kind: 'attribute',
        attribute,
        test: {
          kind: 'range',
          bounds: [
            { operator: '>=', value: compared(form) },
            { operator: '<', value: compared(form + last) },
          ],
        },
      }),
    ),
    ...(procedure.numbering && number !== undefined
      ? [
          {
            kind: 'attribute' as const,
            attribute,
            test: { kind: 'in' as const, values: [compared(toKey(procedure, number) as string)] },
          },
        ]
      : []),
  ]
}

const compared = (value: IndexScalar): Comparison => ({ value, stored: value, isCut: false })
