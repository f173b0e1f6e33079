import { constants, createCipheriv, createDecipheriv, publicEncrypt, randomBytes } from 'node:crypto'

/** How WhatsApp and a business's endpoint speak: https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint */
export interface EncryptedRequest {
  encrypted_flow_data: string
  encrypted_aes_key: string
  initial_vector: string
}

/** The key of one exchange: the answer is encrypted with it too, its vector inverted. */
export interface ExchangeKey {
  key: Buffer
  vector: Buffer
}

const tagBytes = 16

/** @param publicKey the number's, in PEM */
export function encryptRequest(request: unknown, publicKey: string): { body: EncryptedRequest; exchange: ExchangeKey } {
  const exchange = { key: randomBytes(16), vector: randomBytes(16) }
  const cipher = createCipheriv('aes-128-gcm', exchange.key, exchange.vector)
  const data = Buffer.concat([cipher.update(JSON.stringify(request), 'utf8'), cipher.final(), cipher.getAuthTag()])
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const key = publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, exchange.key)
  return {
    body: {
      encrypted_flow_data: data.toString('base64'),
      encrypted_aes_key: key.toString('base64'),
      initial_vector: exchange.vector.toString('base64'),
    },
    exchange,
  }
}

/** @throws Error where the answer was not encrypted with the key of the exchange */
export function decryptAnswer(text: string, { key, vector }: ExchangeKey): unknown {
  const bytes = Buffer.from(text, 'base64')
  const inverted = vector.map((byte) => ~byte & 0xff)
  const decipher = createDecipheriv('aes-128-gcm', key, inverted)
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  const plain = Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()])
  return JSON.parse(plain.toString('utf8'))
}
