export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  default?: unknown
  properties?: Record<string, Schema>
  items?: Schema
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema?: Schema
}

export interface Media {
  schema?: Schema
  example?: unknown
}

interface OperationObject {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  'x-permission': string
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description?: string; content?: Record<string, Media> }>
}

/** One call of the document, with where it is. */
export interface Operation extends OperationObject {
  method: string
  path: string
}

export interface Document {
  openapi: string
  info: { description: string }
  paths: Record<string, Record<string, OperationObject>>
  components: object
}

/** Every call of a document, so that what a test asks of all is asked of new ones too. */
export const operationsOf = (document: Document): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )

export async function readDocument(url: string): Promise<Operation[]> {
  return operationsOf((await (await fetch(`${url}/openapi.json`)).json()) as Document)
}
