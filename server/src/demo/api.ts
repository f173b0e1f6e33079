import { setTimeout as sleep } from 'node:timers/promises'

interface Answer<T> {
  _data: T
  _meta: { bjEntryCompletionStatusVsCount?: Record<string, number> }
  _errors: string[]
}

const pollMs = 100

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
    return (await this.#ask<T>('POST', path, body))._data
  }

  async get<T>(path: string): Promise<T> {
    return (await this.#ask<T>('GET', path))._data
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return (await this.#ask<T>('PUT', path, body))._data
  }

  /** Waits for a background job. @throws Error where a row of it was not valid */
  async completed(jobId: string): Promise<void> {
    for (;;) {
      const { _data: job, _meta } = await this.#ask<{ completionStatus: string }>(
        'GET',
        `/v1/ext/background-job/${jobId}`,
      )
      if (job.completionStatus === 'IN_PROGRESS') {
        await sleep(pollMs)
        continue
      }
      // rows of an import that is sent again are told as errors: they are there already
      const { INVALID = 0 } = _meta.bjEntryCompletionStatusVsCount ?? {}
      if (INVALID === 0) return
      throw new Error(`The demo team could not be made: ${INVALID} rows of the job ${jobId} were refused.`)
    }
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Answer<T>
    if (!response.ok) throw new Error(`The demo team could not be made: ${method} ${path}: ${answer._errors.join(' ')}`)
    return answer
  }
}
