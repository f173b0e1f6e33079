type Fields = Readonly<Record<string, unknown>>

/** What to say to the server so that what was becomes what is. */
export interface Difference {
  /** fields that differ, and new things whole */
  fields: Record<string, unknown>
  /** paths of things that are gone */
  remove: string[]
}

/** the fields of a document that hold things by their short ids */
const sections: ReadonlySet<string> = new Set(['states', 'attributes', 'attributeGroups', 'stateTasks'])

/**
 * Says only what was edited, so that what others change meanwhile stays.
 * @param path of what is compared, such as `procedures.lead`
 */
export function differenceOf(before: Fields, after: Fields, path: string): Difference {
  const fields: Record<string, unknown> = {}
  const remove: string[] = []
  for (const [name, value] of Object.entries(after)) {
    if (!sections.has(name) || !isThings(value)) {
      if (!isSame(before[name], value)) fields[name] = value
      continue
    }
    const things = differenceOfThings(before[name] as Things, value, `${path}.${name}`)
    remove.push(...things.remove)
    if (Object.keys(things.fields).length > 0) fields[name] = things.fields
  }
  return { fields, remove }
}

type Things = Readonly<Record<string, Fields>>

/** The states of a procedure are; those of a state task are a list of short ids, or null. */
const isThings = (value: unknown): value is Things =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function differenceOfThings(before: Things, after: Things, path: string): Difference {
  const fields: Record<string, unknown> = {}
  const stay = Object.keys(before).filter((key) => key in after)
  const remove = Object.keys(before)
    .filter((key) => !(key in after))
    .map((key) => `${path}.${key}`)
  const come = Object.keys(after).filter((key) => !(key in before))
  // new ones come last by themselves; another order is said by naming all of them
  const isReordered = !isSame([...stay, ...come], Object.keys(after))
  for (const [key, thing] of Object.entries(after)) {
    const was = before[key]
    if (!was) {
      fields[key] = thing
      continue
    }
    const difference = differenceOf(was, thing, `${path}.${key}`)
    remove.push(...difference.remove)
    if (isReordered || Object.keys(difference.fields).length > 0) fields[key] = difference.fields
  }
  return { fields, remove }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
