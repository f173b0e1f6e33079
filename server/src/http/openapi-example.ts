/** As much of a JSON Schema as an example is made from. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  default?: unknown
  examples?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

const ofFormats: Record<string, string> = {
  uuid: '01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17',
  email: 'alex@paisapay.com',
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00+05:30',
  uri: 'https://nadi.example.org/',
  binary: '(the bytes of the file)',
}

const deepest = 8

/** A value that the schema takes, made from the examples of its fields; undefined where it gives nothing to go by. */
export function exampleOf(schema: Schema, find: (name: string) => Schema | undefined, depth = 0): unknown {
  if (schema.examples && schema.examples.length > 0) return schema.examples[0]
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum.find((value) => value !== null)
  if (depth > deepest) return undefined
  if (schema.$ref) {
    const found = find(schema.$ref.split('/').at(-1) ?? '')
    return found && exampleOf(found, find, depth + 1)
  }
  const [member] = (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []).filter((one) => one.type !== 'null')
  if (member) return exampleOf(member, find, depth + 1)
  return ofType(schema, find, depth)
}

function ofType(schema: Schema, find: (name: string) => Schema | undefined, depth: number): unknown {
  // what is never anything else is null in its example too
  if (schema.type === 'null') return null
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'object':
      return ofObject(schema, find, depth)
    case 'array': {
      const item = schema.items && exampleOf(schema.items, find, depth + 1)
      return item === undefined ? [] : [item]
    }
    case 'string':
      return ofFormats[schema.format ?? '']
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return false
    default:
      return undefined
  }
}

function ofObject(
  { properties = {}, required = [] }: Schema,
  find: (name: string) => Schema | undefined,
  depth: number,
): unknown {
  const example: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(properties)) {
    const value = exampleOf(property, find, depth + 1)
    if (value !== undefined) example[name] = value
    else if (required.includes(name)) example[name] = property.type === 'object' ? {} : '…'
  }
  return example
}
