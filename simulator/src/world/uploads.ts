import { BoundedMap } from '../bounded.ts'
import { secret } from '../ids.ts'

/** A file on its way to Meta in pieces, for headers of templates and profile pictures. */
export interface Upload {
  /** `upload:…` */
  id: string
  signature: string
  length: number
  mimeType: string
  filename: string | undefined
  bytes: Buffer
}

/** Uploads that are done, by the handle that names them; the oldest are forgotten. */
export class Uploads {
  readonly #byHandle: BoundedMap<string, Upload>

  constructor(limit: number, forgotten: (upload: Upload) => void) {
    this.#byHandle = new BoundedMap(limit, forgotten)
  }

  begin(file: Pick<Upload, 'length' | 'mimeType' | 'filename'>): Upload {
    const id = `upload:${Buffer.from(`attachment:${secret(12)}`).toString('base64url')}`
    return { ...file, id, signature: secret(8), bytes: Buffer.alloc(0) }
  }

  /** @returns the handle: `4:…` */
  finish(upload: Upload): string {
    const handle = `4:${Buffer.from(upload.filename ?? 'file').toString('base64')}:${Buffer.from(upload.mimeType).toString('base64')}:${secret(24)}`
    this.#byHandle.set(handle, upload)
    return handle
  }

  handle(handle: string): Upload | undefined {
    return this.#byHandle.get(handle)
  }
}
