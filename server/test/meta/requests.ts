import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Response } from 'undici'

/** A request to Meta as it left, written down by harness/recorded-meta-requests.ts. */
export interface MetaRequest {
  method: string
  /** the path of Meta's documents that it names */
  documented: string
  /** the path that was asked, with its query */
  path: string
  headers: Record<string, string>
  contentType: string | null
  /** in base64 */
  body: string | null
  /** of the answer */
  status: number
}

export function readRequests(folder: string): MetaRequest[] {
  const lines = readdirSync(folder).flatMap((file) => readFileSync(path.join(folder, file), 'utf8').trim().split('\n'))
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as MetaRequest)
}

/** The body as a document of Meta describes it: JSON as it is, a form as an object whose files are their bytes as text. */
export async function bodyOf({ body, contentType }: MetaRequest): Promise<unknown> {
  if (body === null) return undefined
  const bytes = Buffer.from(body, 'base64')
  if (contentType?.startsWith('application/json')) return JSON.parse(bytes.toString('utf8'))
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(contentType ?? '')) return bytes
  const form = await new Response(bytes, { headers: { 'content-type': contentType ?? '' } }).formData()
  const fields: Record<string, unknown> = {}
  for (const [name, value] of form) fields[name] = typeof value === 'string' ? value : await value.text()
  return fields
}
