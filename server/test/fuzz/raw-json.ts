/** A piece of JSON that no value has, such as `1e999` or a name twice. */
export class Raw {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** JSON of a value that may hold raw pieces. */
export function write(value: unknown): string {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`)
    .join(',')}}`
}

type Place = readonly (string | number)[]

/** Every place in a value, the whole first. */
export function placesOf(value: unknown, place: Place = []): Place[] {
  if (value === null || typeof value !== 'object' || value instanceof Raw) return [place]
  const inner = Array.isArray(value) ? value.entries() : Object.entries(value)
  return [place, ...[...inner].flatMap(([name, one]) => placesOf(one, [...place, name]))]
}

export type Edit = { kind: 'swap' | 'replace' | 'add' | 'remove'; at: number; name: string; json: string }

const numbers = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324, 8.64e15, 8.64e15 + 1, -62_135_596_800_001]

/** The value with one thing in it made wrong. */
export function edited(value: unknown, { kind, at, name, json }: Edit): unknown {
  const places = placesOf(value)
  const place = places[at % places.length] ?? []
  return change(value, place, (found, parent) => {
    if (kind === 'remove' && parent) return undefined
    // of the same type, to get past the first look
    if (kind === 'swap' && typeof found === 'string') return name
    if (kind === 'swap' && typeof found === 'number') return numbers[at % numbers.length]
    if (kind === 'swap' && typeof found === 'boolean') return !found
    if (
      kind === 'add' &&
      found !== null &&
      typeof found === 'object' &&
      !Array.isArray(found) &&
      !(found instanceof Raw)
    ) {
      return Object.fromEntries([...Object.entries(found), [name, new Raw(json)]])
    }
    return new Raw(json)
  })
}

function change(
  value: unknown,
  place: Place,
  edit: (found: unknown, parent: boolean) => unknown,
  parent = false,
): unknown {
  const [step, ...rest] = place
  if (step === undefined) return edit(value, parent)
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => {
      if (index !== step) return [one]
      const next = change(one, rest, edit, true)
      return next === undefined ? [] : [next]
    })
  }
  const entries = Object.entries(value as object).map(([name, one]) => [
    name,
    name === step ? change(one, rest, edit, true) : one,
  ])
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
}
