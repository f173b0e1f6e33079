/** The demo team is made as any program would make it: over HTTP, with a key. */
export class DemoApi {
  readonly #url: string
  readonly #key: string

  constructor(url: string, key: string) {
    this.#url = url
    this.#key = key
  }

  /** The `_data` of the answer. @throws Error with the answer's own words */
  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as { _data: T; _errors: string[] }
    if (!response.ok) throw new Error(`The demo team could not be made: POST ${path}: ${answer._errors.join(' ')}`)
    return answer._data
  }
}
