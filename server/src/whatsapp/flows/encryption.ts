import {
  constants,
  createCipheriv,
  createDecipheriv,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto'
import { promisify } from 'node:util'

/** What Meta sends to the endpoint of a Flow. */
export interface EncryptedRequest {
  encrypted_flow_data: string
  encrypted_aes_key: string
  initial_vector: string
}

export interface DecryptedRequest {
  /** the request of the Flow, as JSON text */
  text: string
  /** the answer to it, encrypted as Meta expects it */
  encrypt(answer: string): string
}

const tagBytes = 16

/**
 * Decrypts what a phone asks of a Flow's endpoint: an AES key wrapped by RSA-OAEP (SHA-256), the data by AES-GCM with its tag at the end; the answer
 * goes back under the same key with each bit of the initial vector flipped.
 * Source: https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint#request-decryption-and-encryption
 * @throws Error where it was encrypted for another key, or is not whole
 */
export function decryptRequest(privateKey: KeyObject, request: EncryptedRequest): DecryptedRequest {
  const key = privateDecrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(request.encrypted_aes_key, 'base64'),
  )
  const algorithm = key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm'
  const vector = Buffer.from(request.initial_vector, 'base64')
  const data = Buffer.from(request.encrypted_flow_data, 'base64')
  const decipher = createDecipheriv(algorithm, key, vector, { authTagLength: tagBytes })
  decipher.setAuthTag(data.subarray(-tagBytes))
  const text = Buffer.concat([decipher.update(data.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  return {
    text,
    encrypt: (answer) => {
      const flipped = Buffer.from(vector.map((byte) => ~byte & 0xff))
      const cipher = createCipheriv(algorithm, key, flipped, { authTagLength: tagBytes })
      return Buffer.concat([cipher.update(answer, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
    },
  }
}

/** A key pair as Meta takes it: 2048-bit RSA, in PEM. */
export const makeKeyPair = (): Promise<{ publicKey: string; privateKey: string }> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
