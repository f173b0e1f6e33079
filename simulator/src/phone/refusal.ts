/** A wrong request of the phone or of a person, told in a sentence. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export type Body = Record<string, unknown>

export function requiredText(body: Body, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new Refusal(400, `"${name}" must be a text.`)
  return value
}

export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw new Refusal(400, `"${name}" must be a text.`)
  return value
}

export function oneOf<Option extends string>(body: Body, name: string, options: readonly Option[]): Option {
  const found = options.find((option) => option === body[name])
  if (found === undefined) throw new Refusal(400, `"${name}" must be one of ${options.join(', ')}.`)
  return found
}
