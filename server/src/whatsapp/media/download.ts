import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Upstream } from '../../errors.ts'
import type { LocalFile } from '../../storage/storage.ts'
import { readMedia } from '../graph/calls/read-media.ts'
import type { Graph, GraphAccount } from '../graph/client.ts'
import { bare } from './kinds.ts'

/** the largest document that WhatsApp carries */
const mostBytes = 100 * 1_048_576

/**
 * Loads a file from Meta into a temporary place, hands it to `use`, and removes it there.
 * @throws GraphRefusal where Meta no longer has it, GraphSilence where it can't be reached, Upstream where the bytes are not what Meta said
 */
export async function withDownload<T>(
  { graph, account, folder }: { graph: Graph; account: GraphAccount; folder: string },
  mediaId: string,
  use: (file: LocalFile) => Promise<T>,
): Promise<T> {
  const media = await readMedia(graph, account, mediaId)
  const { body, headers } = await graph.download(account, media.url)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const target = path.join(folder, randomUUID())
  try {
    const hash = createHash('sha256')
    let size = 0
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        size += chunk.length
        done(size > mostBytes ? new Upstream(`Media ${mediaId} is larger than WhatsApp carries.`) : null, chunk)
      },
    })
    await pipeline(body, count, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
    const sha256 = hash.digest()
    if (media.sha256 && media.sha256 !== sha256.toString('hex')) {
      throw new Upstream(`The bytes of media ${mediaId} are not those that Meta told of: their SHA-256 differs.`)
    }
    const contentType = bare(media.mime_type ?? String(headers['content-type'] ?? 'application/octet-stream'))
    return await use({ path: target, size, sha256, contentType })
  } finally {
    await rm(target, { force: true })
  }
}
