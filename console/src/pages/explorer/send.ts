import type { Call } from './document.ts'

export interface Request {
  call: Call
  /** by name, those of the path, of the query and the headers */
  given: Record<string, string>
  /** as typed */
  body: string
  /** an API key; '' sends in the name of whoever is signed in */
  apiKey: string
}

export interface Answer {
  status: number
  statusText: string
  milliseconds: number
  headers: [name: string, value: string][]
  /** as it came, JSON in lines */
  text: string
  isJson: boolean
}

export function addressOf({ call, given }: Request): string {
  const path = call.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(given[name] ?? ''))
  const query = new URLSearchParams()
  for (const { name, in: place } of call.parameters) {
    const value = given[name]
    if (place === 'query' && value) query.append(name, value)
  }
  return query.size > 0 ? `${path}?${query}` : path
}

export function headersOf({ call, given, body, apiKey }: Request): Record<string, string> {
  const headers: Record<string, string> = {}
  if (apiKey) headers.Authorization = `Bearer ${apiKey}`
  if (call.body && body) headers['Content-Type'] = call.body.mediaType
  for (const { name, in: place } of call.parameters) {
    const value = given[name]
    if (place === 'header' && value) headers[name] = value
  }
  return headers
}

export async function send(request: Request): Promise<Answer> {
  const { call, body, apiKey } = request
  const start = performance.now()
  const response = await fetch(addressOf(request), {
    method: call.method,
    headers: { accept: 'application/json, */*;q=0.5', ...headersOf(request) },
    credentials: apiKey ? 'omit' : 'same-origin',
    ...(call.body && body && { body }),
  })
  const raw = await response.text()
  const milliseconds = performance.now() - start
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    statusText: response.statusText,
    milliseconds,
    headers: [...response.headers].filter(([name]) =>
      /^(x-request-id|etag|ratelimit|retry-after|content-type)/i.test(name),
    ),
    text: isJson && raw ? JSON.stringify(JSON.parse(raw), null, 2) : raw,
    isJson,
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The same request to paste into a terminal. The key stands in it only where one was typed in. */
export function curlOf(request: Request): string {
  const { call, body, apiKey } = request
  const headers = { ...headersOf(request), Authorization: `Bearer ${apiKey || '$NADI_API_KEY'}` }
  const lines = [
    `curl -sS -X ${call.method} ${quoted(location.origin + addressOf(request))}`,
    ...Object.entries(headers).map(([name, value]) =>
      name === 'Authorization' && !apiKey ? `-H "${name}: ${value}"` : `-H ${quoted(`${name}: ${value}`)}`,
    ),
    ...(call.body && body ? [`-d ${quoted(body)}`] : []),
  ]
  return lines.join(' \\\n  ')
}
