import { asText, isLongerThan, Refusal, type Take, tooLong } from '../taking.ts'
import { plainType, shortType } from '../type-entry.ts'

/** Unique values are kept apart by the index, which holds their first 200 characters: so a unique text may not be longer. */
const uniqueLength = 200

const text =
  (limit: number, tidy: (text: string) => string): Take =>
  (input, attribute) => {
    const given = asText(input)
    if (given instanceof Refusal) return given
    const tidied = tidy(given)
    const most = Math.min(limit, attribute.options.maxLength ?? limit, attribute.isUnique ? uniqueLength : limit)
    return isLongerThan(tidied, most) ? tooLong(most) : tidied
  }

const asGiven = (text: string) => text
const trimmed = (text: string) => text.trim()
const singleSpaced = (text: string) => text.trim().replaceAll(/\s+/g, ' ')

const takeId = text(200, trimmed)

const takeStringId: Take = (input, attribute, context) => {
  const taken = takeId(input, attribute, context)
  return taken === '' ? new Refusal('empty', 'must not be blank.', 'Give an id, such as LEAD-000042.') : taken
}

const takeCode: Take = (input) => {
  const given = asText(input)
  // What was given is never repeated: a one-time password does not belong in an answer or a log.
  if (given instanceof Refusal || !/^\d{4,10}$/.test(given.trim())) {
    return new Refusal('not_a_code', 'must be a code of 4 to 10 digits.')
  }
  return given.trim()
}

const textSchema = (maxLength: number) => ({ type: 'string', maxLength })

export const textTypes = {
  string: shortType({
    label: 'Line of text',
    description: 'Short text, kept as given, up to 4,000 characters.',
    schema: textSchema(4000),
    take: text(4000, asGiven),
    maxLength: 4000,
    isText: true,
    isSearchable: true,
    isSearchableByDefault: true,
    canBeUnique: true,
    canBePrimaryKey: true,
    isOrdered: true,
    reads: ['maxLength'],
  }),
  text: plainType({
    label: 'Paragraphs',
    description: 'Long text, kept as given, up to 100,000 characters.',
    schema: textSchema(100_000),
    take: text(100_000, asGiven),
    maxLength: 100_000,
    isText: true,
    isFilterable: true,
    isSearchable: true,
    reads: ['maxLength'],
  }),
  name: shortType({
    label: 'Name',
    description: 'Name of a person or a thing; spaces around it and doubled ones are dropped.',
    schema: textSchema(200),
    take: text(200, singleSpaced),
    maxLength: 200,
    isText: true,
    isSearchable: true,
    isSearchableByDefault: true,
    canBeUnique: true,
    isOrdered: true,
    reads: ['maxLength'],
  }),
  html: plainType({
    label: 'HTML',
    description: 'HTML source, up to 100,000 characters; kept as given and never served as a page.',
    schema: textSchema(100_000),
    // Not sanitised here: what is safe depends on where it is shown, and a stored value must come back as it was sent. It leaves
    // as a JSON string only; whoever renders it sanitises it for the place where it is rendered.
    take: text(100_000, asGiven),
    maxLength: 100_000,
    isText: true,
    reads: ['maxLength'],
  }),
  stringId: shortType({
    label: 'Id',
    description: 'An id in text, such as LEAD-000042; spaces around it are dropped.',
    schema: { ...textSchema(200), minLength: 1 },
    take: takeStringId,
    maxLength: 200,
    isSearchable: true,
    isSearchableByDefault: true,
    canBeUnique: true,
    canBePrimaryKey: true,
    isOrdered: true,
    reads: ['maxLength'],
  }),
  otp: plainType({
    label: 'One-time password',
    description: 'A code of 4 to 10 digits, kept as text; never indexed.',
    schema: { type: 'string', pattern: '^\\d{4,10}$' },
    take: takeCode,
  }),
}

/** One element of `multiString`. */
export const takeListedText: Take = text(4000, asGiven)
