import type { FastifyRequest } from 'fastify'

const isAbsent = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Clients send `""`, `[]` or null for each field that their user left blank: before the body is checked these are taken out. */
export async function dropAbsent(request: FastifyRequest): Promise<void> {
  request.body = present(request.body)
}

/** A body, or a row, without its blank fields. */
export function present(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (isAbsent(field)) return []
      if (name === 'cards' && Array.isArray(field)) return [[name, field.map(present)]]
      return name.endsWith('apping') && Array.isArray(field) ? listed(name, field) : [[name, field]]
    }),
  )
}

/** A list of entries without those that have neither a name nor a value. */
function listed(name: string, entries: readonly unknown[]): [string, unknown][] {
  const named = entries.filter((entry) => {
    if (entry === null || typeof entry !== 'object') return entry !== null && entry !== ''
    const { schemaPropertyName, schemaPropertyValue } = entry as Record<string, unknown>
    return !(isAbsent(schemaPropertyName ?? null) && isAbsent(schemaPropertyValue ?? null))
  })
  return named.length === 0 ? [] : [[name, named]]
}
