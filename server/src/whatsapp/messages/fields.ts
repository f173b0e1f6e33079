/** What Meta sends is looked into with care: any of it may be absent, or of another form. */
export type Fields = Record<string, unknown>

export const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The value as text, where it is one that says something. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export const lines = (...parts: (string | undefined)[]): string => parts.filter((part) => part !== undefined).join('\n')
