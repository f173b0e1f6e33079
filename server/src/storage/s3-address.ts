import { isLoopback } from '../loopback.ts'

export interface S3Address {
  accessKeyId: string
  secretAccessKey: string
  region: string
  /** `https://host/bucket` */
  bucketUrl: string
}

const form = 's3://KEY:SECRET@host/bucket?region=eu-central-1'

/**
 * Reads `s3://KEY:SECRET@host/bucket?region=…`; what is not a letter or a digit in key and secret is percent-encoded. `&insecure=1` speaks
 * plain HTTP, to this machine only.
 * @throws Error with one sentence, which never shows the secret
 */
export function parseS3Address(text: string): S3Address {
  // the URL standard gives hosts, ports and escapes their rules only under a scheme that it knows
  const asHttps = text.replace(/^s3:/, 'https:')
  if (!/^s3:\/\//.test(text) || !URL.canParse(asHttps)) throw new Error(`NADI_STORAGE must look like ${form}.`)
  const url = new URL(asHttps)
  const [bucket, ...rest] = url.pathname.split('/').filter(Boolean)
  if (!bucket || rest.length > 0) throw new Error(`NADI_STORAGE must name one bucket after the host: ${form}.`)
  if (!url.username || !url.password) {
    throw new Error(`NADI_STORAGE must carry the access key and the secret before the host: ${form}.`)
  }
  const region = url.searchParams.get('region')
  if (!region) throw new Error(`NADI_STORAGE must name the region of the bucket: ${form}.`)
  const insecure = url.searchParams.get('insecure') === '1'
  if (insecure && !isLoopback(url.hostname)) {
    throw new Error(`NADI_STORAGE may speak plain HTTP (insecure=1) only to this machine, not to ${url.hostname}.`)
  }
  return {
    accessKeyId: decode(url.username),
    secretAccessKey: decode(url.password),
    region,
    bucketUrl: `${insecure ? 'http' : 'https'}://${url.host}/${bucket}`,
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error('NADI_STORAGE must percent-encode what is not a letter or a digit in key and secret (% is %25).')
  }
}
