import { constants, createCipheriv, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Business, signatureOf, startBusiness } from './harness.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** An endpoint as a business writes one: decrypts with its private key, answers with the vector inverted. */
async function startEndpoint({ simulator }: Business, answer: (request: unknown) => unknown): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.headers['x-hub-signature-256'] !== signatureOf(body, simulator.account.appSecret)) {
      response.writeHead(432).end()
      return
    }
    const sent = JSON.parse(body) as Record<string, string>
    const bytes = (name: string): Buffer => Buffer.from(sent[name] ?? '', 'base64')
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const key = privateDecrypt({ key: keys.privateKey, padding, oaepHash: 'sha256' }, bytes('encrypted_aes_key'))
    const data = bytes('encrypted_flow_data')
    const decipher = createDecipheriv('aes-128-gcm', key, bytes('initial_vector'))
    decipher.setAuthTag(data.subarray(-16))
    const plain = Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString()
    const cipher = createCipheriv(
      'aes-128-gcm',
      key,
      bytes('initial_vector').map((byte) => ~byte & 0xff),
    )
    const answered = JSON.stringify(answer(JSON.parse(plain)))
    response.end(Buffer.concat([cipher.update(answered), cipher.final(), cipher.getAuthTag()]).toString('base64'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/flow`
}

test('an open flow asks the endpoint of the business, encrypted with its key and signed', async () => {
  const business = await startBusiness()
  const { simulator, post, phoneNumberId } = business
  const asked: unknown[] = []
  const endpoint_uri = await startEndpoint(business, (request) => {
    asked.push(request)
    return { screen: 'DATES', data: { dates: ['2026-12-01'] } }
  })
  const { body: flow } = await post(`${simulator.account.wabaId}/flows`, {
    name: 'booking',
    categories: ['OTHER'],
    endpoint_uri,
  })
  await post(`${phoneNumberId}/whatsapp_business_encryption`, { business_public_key: pem })

  const answer = await simulator
    .customer('919876543210')
    .asksFlow(flow.id, { action: 'data_exchange', screen: 'START', data: { city: 'Pune' }, flow_token: 't' })

  expect(asked).toEqual([
    { version: '3.0', action: 'data_exchange', screen: 'START', data: { city: 'Pune' }, flow_token: 't' },
  ])
  expect(answer).toEqual({ status: 200, body: { screen: 'DATES', data: { dates: ['2026-12-01'] } } })
})

test('a flow without an endpoint, or a number without a key, says so', async () => {
  const { simulator, post } = await startBusiness()
  const customer = simulator.customer('919876543210')
  const { body: flow } = await post(`${simulator.account.wabaId}/flows`, { name: 'plain', categories: ['OTHER'] })

  await expect(customer.asksFlow(flow.id, { action: 'INIT' })).rejects.toThrow('has no endpoint_uri')
  await post(flow.id, { endpoint_uri: 'http://127.0.0.1:9/flow' })
  await expect(customer.asksFlow(flow.id, { action: 'INIT' })).rejects.toThrow('has no public key')
})
