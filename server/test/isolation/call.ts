import type { Api } from '../harness/api.ts'
import type { Operation } from '../harness/openapi.ts'
import { formOf, picture } from '../platform/photos/pictures.ts'

export interface Called {
  status: number
  text: string
}

/** Makes a call of the document, with its own example as the body unless another is given. */
export async function call(
  api: Api,
  { method, requestBody }: Operation,
  path: string,
  body?: unknown,
): Promise<Called> {
  const response = await api.fetch(path, { method, ...(await bodyOf(requestBody, body)) })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  return { status: response.status, text: isStream ? await firstOf(response) : await response.text() }
}

/** The first that a stream without end tells; what follows is for test/events. */
async function firstOf({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
}

async function bodyOf(requestBody: Operation['requestBody'], given: unknown): Promise<RequestInit> {
  const [[type, media] = []] = Object.entries(requestBody?.content ?? {})
  if (type === undefined) return {}
  // the boundary of a form is for fetch to choose
  if (type === 'multipart/form-data') {
    const [field = ''] =
      Object.entries(media?.schema?.properties ?? {}).find(([, { format }]) => format === 'binary') ?? []
    return { body: formOf({ bytes: await picture().png().toBuffer(), field }) }
  }
  const example = given ?? media?.example
  const body = typeof example === 'string' ? example : JSON.stringify(example)
  return { body, headers: { 'content-type': type } }
}
