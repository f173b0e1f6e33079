import { constants, createCipheriv, createDecipheriv, publicEncrypt, randomBytes } from 'node:crypto'

export interface Asked {
  body: { encrypted_flow_data: string; encrypted_aes_key: string; initial_vector: string }
  /** what the endpoint's answer says */
  read(answer: string): unknown
}

/** What a phone does: it encrypts a question for the key that Meta has, and reads the answer with each bit of the vector flipped. */
export function askAsPhone(publicKey: string, question: object): Asked {
  const [key, vector] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-128-gcm', key, vector)
  const data = Buffer.concat([cipher.update(JSON.stringify(question)), cipher.final(), cipher.getAuthTag()])
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key)
  return {
    body: {
      encrypted_flow_data: data.toString('base64'),
      encrypted_aes_key: wrapped.toString('base64'),
      initial_vector: vector.toString('base64'),
    },
    read: (answer) => {
      const sealed = Buffer.from(answer, 'base64')
      const decipher = createDecipheriv('aes-128-gcm', key, Buffer.from(vector.map((byte) => byte ^ 0xff)))
      decipher.setAuthTag(sealed.subarray(-16))
      return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8'))
    },
  }
}
