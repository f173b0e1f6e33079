import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/**
 * An answer that holds a secret (a new API key) is kept for repeats, but not so that the database could read it: it is sealed with the API
 * key or the session's token that asked, which whoever repeats the request has to send again, and of which the database knows only the hash.
 */
export function sealAnswer(answer: Buffer, authorization: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(authorization), nonce)
  const sealed = Buffer.concat([cipher.update(answer), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

export function openAnswer(sealed: Buffer, authorization: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(authorization), sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

const keyFrom = (authorization: string): Buffer =>
  createHmac('sha256', authorization.replace(/^bearer +/i, '').trim())
    .update('kept answer')
    .digest()
