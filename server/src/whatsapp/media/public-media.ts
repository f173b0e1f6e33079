import type { Readable } from 'node:stream'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { NotFound, TooLarge, Unavailable } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import type { ReceivedFile } from '../../http/receive-file.ts'
import { safeFilename } from '../../platform/photos/file-name.ts'
import type { Scope } from '../../scope.ts'
import type { ByteRange, Storage } from '../../storage/storage.ts'
import { mediaKey } from './file-key.ts'
import { typeOfFile } from './kinds.ts'
import * as store from './store.ts'

/** Files for messages: whoever has the address may read them, as Meta must, and the address can't be guessed. */
export class PublicMedia {
  readonly #db: Database
  readonly #storage: Storage
  readonly #publicAddress: PublicAddress
  readonly #newId: () => string

  constructor(parts: { db: Database; storage: Storage; publicAddress: PublicAddress; newId: () => string }) {
    this.#db = parts.db
    this.#storage = parts.storage
    this.#publicAddress = parts.publicAddress
    this.#newId = parts.newId
  }

  /**
   * Keeps a file and answers its address.
   * @throws UnsupportedMedia and TooLarge for what Meta would refuse later
   */
  async create(scope: Scope, file: ReceivedFile): Promise<string> {
    const given = file.fields.filename || file.filename || ''
    const type = await typeOfFile(file.path, given)
    if (file.size > type.most) {
      throw new TooLarge(
        `The file has ${file.size} bytes; of ${type.mimeType} WhatsApp carries at most ${type.most}.`,
        { code: 'media_too_large', path: 'file' },
      )
    }
    const fileId = this.#newId()
    const day = new Date().toISOString().slice(0, 10)
    const media = {
      fileId,
      day,
      extension: type.extension,
      mimeType: type.mimeType,
      filename: safeFilename(given, type.extension),
      size: file.size,
      sha256: file.sha256,
    }
    await this.#storage.put(mediaKey(scope.teamId, fileId), { ...file, contentType: type.mimeType })
    await inTransaction(this.#db, scope, async (tx) => {
      await store.insertPublicMedia(tx, scope, media)
      const { filename, mimeType, size } = media
      const after = { filename, mimeType, size }
      await recordEvent(tx, scope, { kind: 'public_media.created', subjectId: fileId, before: null, after })
    })
    return `${this.#publicAddress.url ?? ''}/${scope.teamId}/${day}/${fileId}.${type.extension}`
  }

  /** @throws NotFound also where a part of the address is another file's */
  async find(team: string, day: string, file: string): Promise<store.PublicMediaRow> {
    const [fileId = '', extension = ''] = file.split('.')
    const media = await store.findPublicMedia(this.#db, team, fileId)
    if (media && media.day === day && media.extension === extension) return media
    throw new NotFound('There is no file at this address.')
  }

  async read(team: string, { fileId }: store.PublicMediaRow, range?: ByteRange): Promise<Readable> {
    const bytes = await this.#storage.get(mediaKey(team, fileId), range)
    if (bytes) return bytes
    throw new Unavailable(`The file ${fileId} is not in this server's storage.`, { code: 'file_missing' })
  }
}
