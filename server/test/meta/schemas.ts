/** As much of JSON Schema as Meta's document uses. */
export interface Schema {
  $ref?: string
  discriminator?: { propertyName: string; mapping?: Record<string, string> }
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: boolean | Schema
  unevaluatedProperties?: boolean
  [keyword: string]: unknown
}

/** a whole value; what it is in one of several cases; a part of what it is */
type Place = 'whole' | 'branch' | 'part'

const components = '#/components/schemas/'
/** annotations, and an OpenAPI keyword that 3.1 no longer has */
const left = new Set(['discriminator', 'example', 'examples', 'nullable', 'xml', 'externalDocs'])

/**
 * Makes JSON Schema of the document's, read as its authors must have meant it:
 *
 * - a discriminator chooses the one schema to obey (`if`/`then`), so that what is wrong is told of that one;
 * - `additionalProperties: false` in a part of an `allOf` is meant of the whole: as written, no text message could ever be valid, since
 *   `messaging_product` stands in the other part;
 * - a field that no part describes is told as one that the document lacks (`unevaluatedProperties`), also where it would pass.
 */
export class Reader {
  readonly #schemas: Readonly<Record<string, Schema>>

  constructor(schemas: Readonly<Record<string, Schema>>) {
    this.#schemas = schemas
  }

  /** All named schemas, and beside each with a discriminator the one that chooses. */
  definitions(): Record<string, Schema> {
    return Object.fromEntries(
      Object.entries(this.#schemas).flatMap(([name, schema]) => {
        const plain: [string, Schema] = [name, this.#read(schema, 'part')]
        return schema.discriminator ? [plain, [`${name}.chosen`, this.#choice(name, schema)]] : [plain]
      }),
    )
  }

  /** A schema of a whole value: a body, a field, an element. */
  whole(schema: Schema): Schema {
    const read = this.#read(schema, 'whole')
    return this.#describesFields(schema, new Set()) && read.additionalProperties === undefined
      ? { ...read, unevaluatedProperties: false }
      : read
  }

  #read(schema: Schema, place: Place): Schema {
    const read: Schema = {}
    for (const [keyword, value] of Object.entries(schema)) {
      if (left.has(keyword)) continue
      if (keyword === '$ref') read.$ref = this.#reference(String(value), place)
      else if (keyword === 'properties') {
        const fields = Object.entries(value as Record<string, Schema>)
        read.properties = Object.fromEntries(fields.map(([name, field]) => [name, this.whole(field)]))
      } else if (keyword === 'items') read.items = this.whole(value as Schema)
      else if (keyword === 'if' || keyword === 'then' || keyword === 'else')
        read[keyword] = this.#read(value as Schema, keyword === 'if' ? 'part' : 'branch')
      else if (keyword === 'additionalProperties') {
        if (typeof value === 'object') read.additionalProperties = this.whole(value as Schema)
        else if (place === 'whole' && !schema.allOf && !schema.oneOf && !schema.anyOf)
          read.additionalProperties = value as boolean
      } else if (keyword === 'allOf' || keyword === 'oneOf' || keyword === 'anyOf')
        read[keyword] = (value as Schema[]).map((part) => this.#read(part, 'part'))
      else read[keyword] = value
    }
    return read
  }

  /** A part of an `allOf` that names what chooses means its fields: whoever chooses it would choose again without end. */
  #reference(reference: string, place: Place): string {
    const name = reference.slice(components.length)
    return `#/$defs/${name}${place !== 'part' && this.#schemas[name]?.discriminator ? '.chosen' : ''}`
  }

  #choice(name: string, { discriminator }: Schema): Schema {
    const { propertyName, mapping = {} } = discriminator ?? { propertyName: 'type' }
    return {
      type: 'object',
      required: [propertyName],
      properties: { [propertyName]: { enum: Object.keys(mapping) } },
      allOf: Object.entries(mapping).map(([value, chosen]) => ({
        if: { required: [propertyName], properties: { [propertyName]: { const: value } } },
        // one that is built of the choosing schema names it as a part
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { $ref: chosen.replace(components, '#/$defs/') },
      })),
      title: name,
    }
  }

  #describesFields(schema: Schema, seen: Set<string>): boolean {
    if (schema.properties || schema.discriminator?.mapping) return true
    if (schema.$ref) {
      const name = schema.$ref.slice(components.length)
      if (seen.has(name)) return false
      return this.#describesFields(this.#schemas[name] ?? {}, seen.add(name))
    }
    const { allOf = [], oneOf = [], anyOf = [] } = schema
    const branches = [schema.then, schema.else].filter((branch) => branch !== undefined) as Schema[]
    return [...allOf, ...oneOf, ...anyOf, ...branches].some((part) => this.#describesFields(part, seen))
  }
}
