import type { Readable } from 'node:stream'
import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { NotFound, Unavailable } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { addJobs } from '../../jobs/add.ts'
import type { JobHandler } from '../../jobs/tasks.ts'
import type { Models } from '../../platform/model/service.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import type { ByteRange, LocalFile, Storage } from '../../storage/storage.ts'
import type { FileOwner } from '../../storage/sweep.ts'
import { chatReach, isWithin } from '../chats/reach.ts'
import { readMedia } from '../graph/calls/read-media.ts'
import type { Graph } from '../graph/client.ts'
import { GraphRefusal } from '../graph/refusal.ts'
import { account, type Plugin, type Plugins } from '../plugins/service.ts'
import { withDownload } from './download.ts'
import { mediaKey, mediaOf } from './file-key.ts'
import * as store from './store.ts'
import type { MediaObject } from './types.ts'

/** A file to be answered: its bytes are read when they are sent. */
export interface MediaFile {
  mimeType: string
  filename: string | null
  size: number
  sha256: Buffer
  read(range?: ByteRange): Promise<Readable>
}

interface Parts {
  db: Database
  models: Models
  storage: Storage
  graph: Graph
  plugins: Plugins
  /** where files lie while they are on their way */
  incoming: string
  publicAddress: PublicAddress
  newId: () => string
}

/** What customers sent: fetched from Meta once, then ours. */
export class Media {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** For the sweep of files that nobody names. */
  readonly files: FileOwner = {
    prefix: mediaOf,
    findNamed: (teamId, fileIds) => store.findNamedFiles(this.#parts.db, { teamId }, fileIds),
  }

  /** Notes files that came with messages; jobs fetch them. One that is known already is not fetched again. */
  readonly keep = async (tx: Tx, scope: Scope, media: readonly store.NewMedia[]): Promise<void> => {
    if (media.length === 0) return
    const fresh = await store.insertMedia(tx, scope, media)
    await addJobs(
      tx,
      'keep-media',
      fresh.map(({ mediaId }) => ({ teamId: scope.teamId, mediaId })),
    )
  }

  /** The job of one file. What Meta does not have any more is given up; everything else is tried again. */
  readonly keepOne: JobHandler<'keep-media'> = async ({ teamId, mediaId }) => {
    const scope = operatorScope(teamId)
    for (const media of await this.#find(scope, mediaId)) {
      if (media.status === 'WAITING') await this.#fetch(scope, media)
    }
  }

  /** Meta's media object, whose `url` is ours and takes the same key. */
  async describe(scope: Scope, version: string, mediaId: string): Promise<MediaObject> {
    const media = await this.#kept(scope, mediaId)
    const url = `${this.#parts.publicAddress.url ?? ''}/v2/whatsapp/${version}/media/${encodeURIComponent(mediaId)}/show`
    if (media) {
      const { mimeType, sha256, size } = media
      return {
        messaging_product: 'whatsapp',
        url,
        mime_type: mimeType,
        sha256: sha256.toString('hex'),
        file_size: size,
        id: mediaId,
      }
    }
    const { found } = await this.#atMeta(scope, mediaId)
    return { ...found, messaging_product: 'whatsapp', id: mediaId, url }
  }

  /** The bytes, from our storage; of a file that came with no message (one that the team uploaded), from Meta. */
  async open(scope: Scope, mediaId: string): Promise<MediaFile> {
    const media = await this.#kept(scope, mediaId)
    if (media) return media
    const { plugin, found } = await this.#atMeta(scope, mediaId)
    return {
      mimeType: found.mime_type ?? 'application/octet-stream',
      filename: null,
      size: Number(found.file_size),
      sha256: Buffer.from(found.sha256 ?? '', 'hex'),
      read: async () => (await this.#parts.graph.download(account(plugin), found.url)).body,
    }
  }

  async #kept(scope: Scope, mediaId: string): Promise<MediaFile | undefined> {
    const rows = await this.#find(scope, mediaId)
    let [media] = rows.filter(({ status }) => status === 'KEPT')
    const [waiting] = rows.filter(({ status }) => status === 'WAITING')
    if (!media && waiting) {
      // asked for before its job came to it
      await this.#fetch(scope, waiting)
      media = (await this.#find(scope, mediaId)).find(({ status }) => status === 'KEPT')
    }
    const failed = media ? undefined : rows[0]
    if (failed) {
      throw new NotFound(`Media ${mediaId} could not be fetched from Meta: ${failed.error ?? 'it is gone'}`, {
        code: 'media_gone',
        path: 'mediaId',
        hint: 'Ask the sender to send the file again.',
      })
    }
    return media && this.#file(scope, media)
  }

  /**
   * In the chats that the caller sees; nothing where it came with no message.
   * @throws NotFound where it came to others alone: Meta, asked for it, would give it all the same
   */
  async #find(scope: Scope, mediaId: string): Promise<store.MediaRow[]> {
    const { db, models } = this.#parts
    const rows = await store.findMedia(db, scope, mediaId, isWithin(chatReach(scope, await models.of(scope))))
    const reached = rows.filter(({ isReached }) => isReached)
    if (rows.length > 0 && reached.length === 0) throw unknownMedia(mediaId)
    return reached
  }

  #file({ teamId }: Scope, { fileId, mimeType, filename, size, sha256 }: store.MediaRow): MediaFile {
    if (!fileId || !mimeType || size === null || !sha256)
      throw new Error('A file that is kept is described as a whole.')
    const read = async (range?: ByteRange): Promise<Readable> => {
      const bytes = await this.#parts.storage.get(mediaKey(teamId, fileId), range)
      if (bytes) return bytes
      throw new Unavailable(`The file ${fileId} is not in this server's storage.`, {
        code: 'file_missing',
        hint: 'Several servers need one storage: an S3 bucket in NADI_STORAGE, or a shared NADI_DATA_DIR.',
      })
    }
    return { mimeType, filename, size, sha256, read }
  }

  /** Asks each connected account of the team for a file that we never kept. */
  async #atMeta(scope: Scope, mediaId: string): Promise<{ plugin: Plugin; found: MediaObject }> {
    for (const plugin of await this.#parts.plugins.list(scope)) {
      if (plugin.status !== 'CONNECTED') continue
      try {
        return { plugin, found: await readMedia(this.#parts.graph, account(plugin), mediaId) }
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error
      }
    }
    throw unknownMedia(mediaId)
  }

  async #fetch(scope: Scope, media: store.MediaRow): Promise<void> {
    const { db, graph, plugins, incoming } = this.#parts
    const plugin = await plugins.connected(scope, media.pluginId)
    try {
      await withDownload({ graph, account: account(plugin), folder: incoming }, media.mediaId, (file) =>
        this.#put(scope, media, file),
      )
    } catch (error) {
      if (!(error instanceof GraphRefusal) || error.error.is_transient || error.status >= 500) throw error
      await store.markFailed(db, scope, media, error.message)
    }
  }

  /** The bytes are safe before the row says so. */
  async #put(scope: Scope, media: store.MediaRow, file: LocalFile): Promise<void> {
    const { db, storage, newId } = this.#parts
    const fileId = newId()
    const key = mediaKey(scope.teamId, fileId)
    await storage.put(key, file)
    const kept = { fileId, mimeType: file.contentType, size: file.size, sha256: file.sha256 }
    const isFirst = await inTransaction(db, scope, async (tx) => {
      if (!(await store.markKept(tx, scope, media, kept))) return false
      const after = { mediaId: media.mediaId, mimeType: file.contentType, size: file.size }
      await recordEvent(tx, scope, { kind: 'media.kept', subjectId: media.chatMessageId, before: null, after })
      return true
    })
    if (!isFirst) await storage.delete(key)
  }
}

const unknownMedia = (mediaId: string): NotFound =>
  new NotFound(`No connected WhatsApp account of this team has media ${mediaId}, or none that your role reaches.`, {
    code: 'unknown_media',
    path: 'mediaId',
    hint: 'Media ids stand in inbound messages; Meta forgets uploaded files after 30 days.',
  })
