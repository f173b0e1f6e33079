import type { Readable } from 'node:stream'

/** As whom Meta is asked, and where. */
export interface GraphAccount {
  /** an origin that the operator listed in NADI_GRAPH_URLS */
  graphUrl: string
  accessToken: string
  /** appsecret_proof, where the app secret is known: https://developers.facebook.com/docs/graph-api/guides/secure-requests */
  proof?: string | undefined
}

export type GraphMethod = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'

export interface GraphRequest {
  method: GraphMethod
  /** the path in Meta's documents that this is: `/{Version}/{Phone-Number-ID}/messages`. Many have the same shape, so it can't be told from `path` */
  documented: string
  /** with its version: `/v23.0/106540352242922/messages` */
  path: string
  query?: Readonly<Record<string, string>> | URLSearchParams | undefined
  /** at most one of `json`, `form` and `body` */
  json?: unknown
  /** application/x-www-form-urlencoded */
  form?: Readonly<Record<string, string>>
  body?: GraphBody
  headers?: Readonly<Record<string, string>>
  /** of silence, until Meta's answer begins and within it; 30 s by default */
  timeoutMs?: number
  /** a repeat does no harm, as with every GET: it is tried again where Meta is silent or asks for it */
  isRepeatable?: boolean
}

export interface GraphBody {
  content: Buffer | Readable
  contentType?: string | undefined
  /** bytes, where they are known before a stream ends */
  length?: number | undefined
}

export interface GraphAnswer<Body = unknown> {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** parsed where it is JSON, else a Buffer */
  body: Body
  /** as it came */
  raw: Buffer
}

export interface GraphDownload {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** to be read to its end or destroyed */
  body: Readable
}

/** Meta's error object: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export interface MetaError {
  message: string
  type?: string
  code: number
  error_subcode?: number
  error_data?: { messaging_product?: string; details?: string }
  error_user_title?: string
  error_user_msg?: string
  is_transient?: boolean
  fbtrace_id?: string
}
