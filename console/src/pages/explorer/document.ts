import { queryOptions } from '@tanstack/react-query'

interface Schema {
  type?: string | string[]
  enum?: unknown[]
  examples?: unknown[]
  default?: unknown
  format?: string
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}

interface Operation {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }> }
}

/** One call of the API, as its OpenAPI document describes it. */
export interface Call {
  /** `POST /v1/ext/pod` */
  name: string
  method: string
  path: string
  summary: string
  description: string
  tag: string
  parameters: readonly Parameter[]
  /** null where it takes none; undefined is an example that is not there */
  body: { mediaType: string; example: unknown } | null
}

export const documentQuery = () =>
  queryOptions({
    queryKey: ['/openapi.json'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await fetch('/openapi.json', { signal })
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
      return readCalls((await response.json()) as { paths: Record<string, Record<string, Operation>> })
    },
  })

const readCalls = ({ paths }: { paths: Record<string, Record<string, Operation>> }): Call[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => readCall(path, method.toUpperCase(), operation)),
  )

function readCall(path: string, method: string, operation: Operation): Call {
  const { summary = '', description = '', tags = [], parameters = [], requestBody } = operation
  const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  return {
    name: `${method} ${path}`,
    method,
    path,
    summary,
    description,
    tag: tags[0] ?? 'general',
    parameters,
    body:
      mediaType && content
        ? { mediaType, example: content.example ?? Object.values(content.examples ?? {})[0]?.value }
        : null,
  }
}
