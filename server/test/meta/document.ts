import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Amendment } from './amendments.ts'
import { Reader, type Schema } from './schemas.ts'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema?: Schema
}

export interface OperationObject {
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> }
}

/** As much of the document as is read. */
export interface MetaDocument {
  info: { version: string }
  paths: Record<string, Record<string, OperationObject>>
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> }
}

/** A parameter of an operation, and what checks its value. */
export interface CheckedParameter {
  name: string
  in: Parameter['in']
  isRequired: boolean
  check: ValidateFunction
}

/** An operation of the document, its schemas compiled. */
export interface MetaOperation {
  parameters: CheckedParameter[]
  isBodyRequired: boolean
  /** by content type */
  bodies: ReadonlyMap<string, ValidateFunction>
}

export type { ErrorObject }

/** Meta's published OpenAPI document, as something to check requests against. */
export class Document {
  readonly #document: MetaDocument
  readonly #reader: Reader
  readonly #ajv: Ajv2020
  readonly #operations = new Map<string, MetaOperation | undefined>()

  constructor(document: MetaDocument, amendments: readonly Amendment[]) {
    this.#document = structuredClone(document)
    for (const { amend } of amendments) amend(this.#document)
    this.#reader = new Reader(this.#document.components.schemas)
    this.#ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, coerceTypes: false })
    addFormats.default(this.#ajv)
    // what the document calls formats besides those that are any
    for (const name of ['TEXT', 'IMAGE', 'DOCUMENT', 'LOCATION']) this.#ajv.addFormat(name, true)
    this.#ajv.addSchema({ $id: 'meta', $defs: this.#reader.definitions() })
  }

  /** undefined where the document lacks it */
  operation(method: string, path: string): MetaOperation | undefined {
    const key = `${method} ${path}`
    if (!this.#operations.has(key)) this.#operations.set(key, this.#compile(method, path))
    return this.#operations.get(key)
  }

  #compile(method: string, path: string): MetaOperation | undefined {
    const item = this.#document.paths[path]
    const operation = item?.[method.toLowerCase()]
    if (!item || !operation) return undefined
    const ofPath = (item as { parameters?: OperationObject['parameters'] }).parameters ?? []
    const declared = [...ofPath, ...(operation.parameters ?? [])].map((each) => this.#parameter(each))
    const content = Object.entries(operation.requestBody?.content ?? {})
    return {
      // one of the operation itself comes last, and counts
      parameters: [...new Map(declared.map((each) => [`${each.in} ${each.name.toLowerCase()}`, each])).values()],
      isBodyRequired: operation.requestBody?.required ?? false,
      bodies: new Map(content.map(([type, { schema = {} }]) => [type, this.#validator(this.#reader.whole(schema))])),
    }
  }

  #parameter(given: Parameter | { $ref: string }): CheckedParameter {
    const parameter =
      '$ref' in given ? (this.#document.components.parameters[given.$ref.split('/').at(-1) ?? ''] as Parameter) : given
    const { name, schema = {}, required = false } = parameter
    return { name, in: parameter.in, isRequired: required, check: this.#validator(this.#reader.whole(schema)) }
  }

  #validator(schema: Schema): ValidateFunction {
    return this.#ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"meta#/$defs/')) as Schema)
  }
}
