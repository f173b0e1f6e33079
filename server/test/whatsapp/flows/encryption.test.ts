import { createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { decryptRequest, makeKeyPair } from '../../../src/whatsapp/flows/encryption.ts'
import { askAsPhone } from './phone-encryption.ts'

let keys: Awaited<ReturnType<typeof makeKeyPair>>
beforeAll(async () => {
  keys = await makeKeyPair()
})

test('whatever a phone asks is read, and the answer reads on the phone', () => {
  const privateKey = createPrivateKey(keys.privateKey)
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (question, answer) => {
        const { body, read } = askAsPhone(keys.publicKey, question)

        const { text, encrypt } = decryptRequest(privateKey, body)

        expect(text).toBe(JSON.stringify(question))
        expect(JSON.stringify(read(encrypt(JSON.stringify(answer))))).toBe(JSON.stringify(answer))
      },
    ),
    { numRuns: 50 },
  )
})

test('a request for another key, or one that was changed on its way, is not read', async () => {
  const { body } = askAsPhone(keys.publicKey, { action: 'INIT' })
  const other = await makeKeyPair()
  const bytes = Buffer.from(body.encrypted_flow_data, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1

  expect(() => decryptRequest(createPrivateKey(other.privateKey), body)).toThrow()
  expect(() =>
    decryptRequest(createPrivateKey(keys.privateKey), { ...body, encrypted_flow_data: bytes.toString('base64') }),
  ).toThrow()
})
