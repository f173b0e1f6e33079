import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** of the form below, should there ever be another */
const version = 1
const keyIdLength = 8
const nonceLength = 12
const tagLength = 16
const headLength = 1 + keyIdLength

export interface VaultKeys {
  /** 32 bytes; everything is sealed with it */
  key: Buffer
  /** keys that came before it: what they sealed is still opened */
  previous?: readonly Buffer[]
  /** asked for the keys anew where something was sealed with one that is not known: another process may have begun to use it */
  reread?: () => readonly Buffer[]
}

/**
 * Seals secrets for the database: AES-256-GCM, with the id of the key in front, so that a key can be replaced while old and new values
 * stand side by side (`nadi secret rotate`).
 */
export class Vault {
  readonly #key: Buffer
  readonly #keyId: Buffer
  readonly #reread: () => readonly Buffer[]
  readonly #known = new Map<string, Buffer>()

  constructor({ key, previous = [], reread = () => [] }: VaultKeys) {
    this.#key = key
    this.#keyId = idOf(key)
    this.#reread = reread
    for (const each of [key, ...previous]) this.#known.set(idOf(each).toString('hex'), each)
  }

  seal(plain: string): Buffer {
    const nonce = randomBytes(nonceLength)
    const head = Buffer.concat([Buffer.of(version), this.#keyId])
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(head)
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed])
  }

  /** @throws Error where it was sealed with a key that is not known, or was changed */
  open(sealed: Buffer): string {
    const key = this.#keyOf(sealed)
    const nonce = sealed.subarray(headLength, headLength + nonceLength)
    const tag = sealed.subarray(headLength + nonceLength, headLength + nonceLength + tagLength)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
      .setAAD(sealed.subarray(0, headLength))
      .setAuthTag(tag)
    return Buffer.concat([
      decipher.update(sealed.subarray(headLength + nonceLength + tagLength)),
      decipher.final(),
    ]).toString('utf8')
  }

  /** What everything begins with that is sealed with the present key. */
  get head(): Buffer {
    return Buffer.concat([Buffer.of(version), this.#keyId])
  }

  #keyOf(sealed: Buffer): Buffer {
    const id = sealed.subarray(1, headLength).toString('hex')
    if (sealed[0] === version && !this.#known.has(id)) {
      for (const each of this.#reread()) this.#known.set(idOf(each).toString('hex'), each)
    }
    const key = sealed[0] === version ? this.#known.get(id) : undefined
    if (key) return key
    throw new Error(
      `A secret in the database was sealed with the key ${id}, which this server does not have: add it to NADI_SECRET_KEY_PREVIOUS.`,
    )
  }
}

/** Tells keys apart without saying anything of them. */
const idOf = (key: Buffer): Buffer =>
  createHash('sha256').update('nadi key id').update(key).digest().subarray(0, keyIdLength)
