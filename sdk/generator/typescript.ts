import type { Schema } from './document.ts'

/** The schema's meaning for a type: without what is only told to people. */
export function essence(schema: Schema): string {
  return JSON.stringify(essential(schema))
}

const told = new Set(['description', 'examples', 'example', 'title', 'default'])

function essential(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essential)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
    .filter(([key]) => !told.has(key))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => [key, key === 'properties' ? inside(inner) : essential(inner)])
  return Object.fromEntries(entries)
}

/** Properties are named by the API: one may be called `description`. */
const inside = (properties: object): object =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, essential(schema)]))

/** Writes schemas as TypeScript, with names for those that have one. */
export class TypeWriter {
  /** by essence */
  readonly #names: ReadonlyMap<string, string>

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names
  }

  /** @param own the name that is being declared, which must not be its own declaration */
  write(schema: Schema | undefined, indent = '', own?: string): string {
    if (!schema) return 'unknown'
    const name = this.#names.get(essence(schema))
    if (name && name !== own) return name
    if ('const' in schema) return JSON.stringify(schema.const)
    if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
    const choices = schema.anyOf ?? schema.oneOf
    if (choices) return union(choices.map((each) => this.write(each, indent)))
    if (schema.allOf) return schema.allOf.map((each) => this.write(each, indent)).join(' & ')
    if (Array.isArray(schema.type)) {
      return union(schema.type.map((type) => this.write({ ...schema, type }, indent, own)))
    }
    return this.#ofType(schema, indent)
  }

  #ofType(schema: Schema, indent: string): string {
    switch (schema.type) {
      case 'string':
        return 'string'
      case 'integer':
      case 'number':
        return 'number'
      case 'boolean':
        return 'boolean'
      case 'null':
        return 'null'
      case 'array': {
        const element = this.write(schema.items, indent)
        return /^[\w.]+$/.test(element) ? `${element}[]` : `Array<${element}>`
      }
      case 'object':
        return this.object(schema, indent)
      default:
        return schema.properties ? this.object(schema, indent) : 'unknown'
    }
  }

  object({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
    const names = Object.keys(properties)
    const rest =
      typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
        ? this.write(additionalProperties, indent)
        : 'unknown'
    const isOpen = additionalProperties !== undefined && additionalProperties !== false
    if (names.length === 0) return isOpen || additionalProperties === undefined ? `Record<string, ${rest}>` : 'object'
    const inner = `${indent}  `
    const lines = names.map((name) => {
      const schema = properties[name] as Schema
      const mark = required.includes(name) ? '' : '?'
      return `${comment(schema.description, inner)}${inner}${key(name)}${mark}: ${this.write(schema, inner)}`
    })
    if (isOpen) lines.push(`${inner}[more: string]: unknown`)
    return `{\n${lines.join('\n')}\n${indent}}`
  }
}

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ')

export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

export const comment = (text: string | undefined, indent: string): string => {
  const line = text?.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim()
  return line ? `${indent}/** ${line} */\n` : ''
}
