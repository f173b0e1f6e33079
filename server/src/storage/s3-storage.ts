import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { Upstream } from '../errors.ts'
import type { S3Address } from './s3-address.ts'
import type { ByteRange, LocalFile, Storage } from './storage.ts'

/** until the answer begins; a large file takes its time to go up */
const patienceMs = { GET: 30_000, DELETE: 30_000, PUT: 600_000 }

/** Keeps files in a bucket of Amazon S3 or of anything that speaks its protocol, addressed by path. */
export class S3Storage implements Storage {
  readonly #client: AwsClient
  readonly #bucket: string

  constructor({ accessKeyId, secretAccessKey, region, bucketUrl }: S3Address) {
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 })
    this.#bucket = bucketUrl
  }

  async put(key: string, file: LocalFile): Promise<void> {
    // a blob of a file is read as it is sent, and again for a retry
    const body = await openAsBlob(file.path, { type: file.contentType })
    const headers = { 'content-type': file.contentType, 'x-amz-content-sha256': file.sha256.toString('hex') }
    const response = await this.#send('PUT', this.#urlOf(key), { body, headers })
    await this.#finish(response, [200])
  }

  async get(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const headers = range && { range: `bytes=${range.start}-${range.end}` }
    const response = await this.#send('GET', this.#urlOf(key), headers ? { headers } : {})
    if (response.status === 404) {
      await response.body?.cancel()
      return undefined
    }
    if (response.status !== (range ? 206 : 200) || !response.body) return this.#refuse(response)
    return Readable.fromWeb(response.body as ReadableStream)
  }

  async delete(key: string): Promise<void> {
    await this.#finish(await this.#send('DELETE', this.#urlOf(key)), [200, 204, 404])
  }

  /** ListObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
  async *list(prefix: string): AsyncIterable<string> {
    let token: string | undefined
    do {
      const query = new URLSearchParams({ 'list-type': '2', prefix: `${prefix}/` })
      if (token) query.set('continuation-token', token)
      const response = await this.#send('GET', `${this.#bucket}?${query}`)
      if (response.status !== 200) await this.#refuse(response)
      const page = await response.text()
      for (const key of textsOf(page, 'Key')) yield key
      token = textsOf(page, 'NextContinuationToken')[0]
    } while (token)
  }

  #urlOf(key: string): string {
    return `${this.#bucket}/${key.split('/').map(encodeURIComponent).join('/')}`
  }

  async #send(method: keyof typeof patienceMs, url: string, init: RequestInit = {}): Promise<Response> {
    const impatience = new AbortController()
    const timer = setTimeout(() => impatience.abort(new Error('it took too long')), patienceMs[method])
    try {
      return await this.#client.fetch(url, { ...init, method, signal: impatience.signal })
    } catch (error) {
      throw new Upstream(`The file storage does not answer: ${(error as Error).message}.`, {
        hint: 'The operator finds its address in NADI_STORAGE.',
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async #finish(response: Response, expected: readonly number[]): Promise<void> {
    if (!expected.includes(response.status)) await this.#refuse(response)
    await response.body?.cancel()
  }

  async #refuse(response: Response): Promise<never> {
    const [code] = textsOf(await response.text(), 'Code')
    throw new Upstream(`The file storage answered ${response.status}${code ? ` (${code})` : ''}.`, {
      hint: 'The operator finds its address and its keys in NADI_STORAGE.',
    })
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const textsOf = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) =>
    text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? ''),
  )
