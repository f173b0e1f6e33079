import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface S3Server {
  /** the setting NADI_STORAGE for it */
  setting: string
  bucket: Map<string, Buffer>
  /** how each request that was refused differed */
  refused: string[]
  stop(): Promise<void>
}

const account = { id: 'AKIAEXAMPLE', secret: 'wJalr/XUtn+FEMI=K7', region: 'eu-central-1', bucket: 'photos' }
const hex = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/**
 * As much of S3 as the storage uses. It checks Signature Version 4 from Amazon's description of it, with no code of the storage's own:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export async function startS3(): Promise<S3Server> {
  const bucket = new Map<string, Buffer>()
  const refused: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const flaw = signatureFlaw(request, body)
    if (flaw) {
      refused.push(flaw)
      response.writeHead(403).end(`<Error><Code>SignatureDoesNotMatch</Code><Message>${flaw}</Message></Error>`)
      return
    }
    const url = new URL(request.url ?? '', 'http://s3')
    const key = decodeURIComponent(url.pathname.slice(account.bucket.length + 2))
    if (request.method === 'GET' && key === '') {
      response.end(listing(bucket, url.searchParams))
    } else if (request.method === 'PUT') {
      bucket.set(key, body)
      response.end()
    } else if (request.method === 'DELETE') {
      bucket.delete(key)
      response.writeHead(204).end()
    } else {
      const found = bucket.get(key)
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
      if (!found) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
      else if (range) response.writeHead(206).end(found.subarray(Number(range[1]), Number(range[2]) + 1))
      else response.end(found)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const secret = encodeURIComponent(account.secret)
  return {
    setting: `s3://${account.id}:${secret}@127.0.0.1:${port}/${account.bucket}?region=${account.region}&insecure=1`,
    bucket,
    refused,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function signatureFlaw(request: IncomingMessage, body: Buffer): string | undefined {
  const { headers } = request
  const [, credential = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? []
  const [id, day = '', region = '', service, end] = credential.split('/')
  if (id !== account.id || region !== account.region || service !== 's3' || end !== 'aws4_request')
    return `credential ${credential}`
  if (request.method === 'PUT' && headers['x-amz-content-sha256'] !== hex(body)) return 'the hash of the body'
  if (request.method === 'PUT' && headers['content-length'] !== String(body.length)) return 'no Content-Length'
  const at = String(headers['x-amz-date'])
  const url = new URL(request.url ?? '', 'http://s3')
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const path = url.pathname
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/')
  const names = signed.split(';')
  if (!names.includes('host') || !names.includes('x-amz-date')) return `signed headers ${signed}`
  const canonical = [
    request.method,
    path,
    query,
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', at, `${day}/${region}/s3/aws4_request`, hex(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${account.secret}`, day), region))
  return hmac(key, toSign).toString('hex') === signature ? undefined : `signature over ${JSON.stringify(canonical)}`
}

/** Two keys a page, so that a listing has pages. */
function listing(bucket: Map<string, Buffer>, query: URLSearchParams): string {
  const keys = [...bucket.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort()
  const from = Number(query.get('continuation-token') ?? 0)
  const page = keys
    .slice(from, from + 2)
    .map((key) => `<Contents><Key>${key.replaceAll('&', '&amp;')}</Key></Contents>`)
  const next = from + 2 < keys.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
  return `<?xml version="1.0"?><ListBucketResult>${page.join('')}${next}</ListBucketResult>`
}
