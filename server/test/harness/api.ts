/** Somebody who uses Nadi's API by real HTTP: a program with a key, or a browser with a session. */
export interface Answer<Body = AnswerBody> {
  status: number
  headers: Headers
  body: Body
}

export interface AnswerBody {
  // tests look into answers of every shape
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asserts
  _data: any
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asserts
  _meta: any
  _errors: string[]
}

export interface Api {
  key: string
  url: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
  /** anything else: other content types, raw answers */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** A program with a key; '' for one without. */
export const apiWith = (url: string, key: string): Api =>
  apiShowing(url, key, key ? { authorization: `Bearer ${key}` } : {})

/** A page of the server in a browser that keeps the cookie of a session. */
export const apiInBrowser = (url: string, token: string): Api =>
  apiShowing(url, '', { cookie: `nadi_session=${token}`, 'sec-fetch-site': 'same-origin' })

function apiShowing(url: string, key: string, credentials: Record<string, string>): Api {
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...credentials,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('application/json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : (text as unknown as AnswerBody),
    }
  }
  return {
    key,
    url,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    fetch: (path, init = {}) =>
      fetch(url + path, {
        ...init,
        headers: { ...credentials, ...(init.headers as Record<string, string>) },
      }),
  }
}
