import type { Readable } from 'node:stream'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, Forbidden, NotFound, Unavailable } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { ReceivedFile } from '../../http/receive-file.ts'
import type { Scope } from '../../scope.ts'
import type { ByteRange, Storage } from '../../storage/storage.ts'
import type { FileOwner } from '../../storage/sweep.ts'
import { fileKey, photosOf } from './file-key.ts'
import { safeFilename } from './file-name.ts'
import { lookAt, makeSmall, type Picture } from './picture.ts'
import * as store from './store.ts'
import type { Photo } from './types.ts'

export class Photos {
  readonly #db: Database
  readonly #storage: Storage
  readonly #newId: () => string

  constructor(parts: { db: Database; storage: Storage; newId: () => string }) {
    this.#db = parts.db
    this.#storage = parts.storage
    this.#newId = parts.newId
  }

  /**
   * Keeps a photo, under the caller's id where it has one: sent again it is the same photo. Its bytes are safe before its row says so.
   * @throws Conflict where that id has other content, BadInput and UnsupportedMedia for what is no good picture
   */
  async create(scope: Scope, file: ReceivedFile, givenId?: string): Promise<Photo> {
    if (!scope.role.procedures.some((access) => access.write !== 'none')) {
      throw new Forbidden(`The role "${scope.role.name}" may write in no procedure, so it uploads no photos.`)
    }
    const id = givenId?.toLowerCase() ?? this.#newId()
    const picture = await lookAt(file.path)
    checkClaim(file.fields.filetype, picture)
    const there = givenId && (await store.findPhoto(scope.transaction ?? this.#db, scope, id))
    if (there) return sameContent(there, file)

    const now = Date.now()
    const photo: store.StoredPhoto = {
      id,
      createdAt: now,
      updatedAt: now,
      filetype: picture.contentType,
      filename: safeFilename(file.fields.filename || file.filename, picture.extension),
      height: picture.height,
      width: picture.width,
      isPublic: false,
      team: scope.teamId,
      user: scope.userId,
      fileId: this.#newId(),
      size: file.size,
      sha256: file.sha256,
    }
    await this.#storage.put(fileKey(photo.team, photo.fileId), { ...file, contentType: picture.contentType })
    const taken = await inTransaction(this.#db, scope, async (tx) => {
      if (!(await store.insertPhoto(tx, scope, photo))) return store.findPhoto(tx, scope, id)
      const { width, height, filename, filetype } = photo
      const after = { filename, filetype, width, height, size: file.size }
      await recordEvent(tx, scope, { kind: 'photo.created', subjectId: id, before: null, after })
      return undefined
    })
    if (!taken) return toPhoto(photo)
    // another upload of the same id was quicker; no row names this file
    await this.#storage.delete(fileKey(photo.team, photo.fileId))
    return sameContent(taken, file)
  }

  /** @throws NotFound also for a photo of another team */
  async find(scope: Scope, id: string): Promise<store.StoredPhoto> {
    if (!scope.role.procedures.some((access) => access.read !== 'none')) {
      throw new Forbidden(`The role "${scope.role.name}" may read no procedure, so it sees no photos.`)
    }
    const photo = await store.findPhoto(this.#db, scope, id)
    if (!photo) throw new NotFound(`There is no photo ${id}.`, { path: 'photoId' })
    return photo
  }

  /** For the sweep of files that nobody names. */
  readonly files: FileOwner = {
    prefix: photosOf,
    findNamed: (teamId, fileIds) => store.findFiles(this.#db, teamId, fileIds),
  }

  /** @throws Unavailable where the row is there and the bytes are not */
  async read(photo: store.StoredPhoto, range?: ByteRange): Promise<Readable> {
    const bytes = await this.#storage.get(fileKey(photo.team, photo.fileId), range)
    if (!bytes) {
      throw new Unavailable(`The file of photo ${photo.id} is not in this server's storage.`, {
        code: 'file_missing',
        hint: 'Several servers need one storage: an S3 bucket in NADI_STORAGE, or a shared NADI_DATA_DIR.',
      })
    }
    return bytes
  }

  /** A small WebP of it. @throws Unavailable as `read` does */
  readSmall(photo: store.StoredPhoto): Promise<Buffer> {
    return makeSmall(() => this.read(photo))
  }
}

export const toPhoto = ({ fileId: _, size: __, sha256: ___, ...photo }: store.StoredPhoto): Photo => photo

function sameContent(there: store.StoredPhoto, file: ReceivedFile): Photo {
  if (there.sha256.equals(file.sha256)) return toPhoto(there)
  throw new Conflict(`Photo ${there.id} exists already, with other content.`, {
    code: 'photo_exists',
    path: 'photoId',
    hint: 'Choose another uuid; a photo never changes.',
  })
}

/** A caller who names the type is told when the bytes are of another; one that does not is taken by the bytes alone. */
function checkClaim(claim: string | undefined, { contentType, extension }: Picture): void {
  if (!claim) return
  const [type = ''] = claim.trim().toLowerCase().split(';')
  const bare = type
    .trim()
    .replace(/^image\//, '')
    .replace(/^\.|^x-/, '')
  const same = [contentType.slice('image/'.length), extension]
  if (bare === 'jpg' ? same.includes('jpeg') : same.includes(bare)) return
  throw new BadInput(`"filetype" says ${claim}, but the photo is ${contentType}.`, {
    code: 'wrong_filetype',
    path: 'filetype',
    hint: `Send ${contentType}, or leave it out.`,
  })
}
