import { hostname } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { isPublicAddress } from '../../src/outgoing/public-address.ts'
import { SafePost, type SafePostOptions } from '../../src/outgoing/safe-post.ts'
import { type Receiver, startReceiver } from '../harness/receiver.ts'

const closing: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close()
})

const receiver = async (): Promise<Receiver> => {
  const started = await startReceiver()
  closing.push(started)
  return started
}
const safePost = (options: Partial<SafePostOptions> = {}): SafePost => {
  const made = new SafePost({ allowedHooks: [], ...options })
  closing.push(made)
  return made
}
const post = { headers: { 'content-type': 'application/json' }, body: '{}', timeoutMs: 5_000 }

test.each([
  ...['8.8.8.8', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '2a00:1450:4001:80b::200e'].map((address) => ({
    address,
    is: true,
  })),
  ...[
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '4000::1',
    'no address',
  ].map((address) => ({ address, is: false })),
])('$address is public: $is', ({ address, is }) => {
  expect(isPublicAddress(address)).toBe(is)
})

const hidden = [
  'http://169.254.169.254/latest/meta-data',
  'http://localhost:8420/',
  'http://hooks.localhost/',
  'http://LOCALHOST./',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://0/',
  'http://10.1.2.3/',
  'http://[::1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:a9fe:a9fe::]/',
]
test.each(hidden)('%s is refused when it is saved and when it is sent to', async (url) => {
  const outgoing = safePost()

  await expect(outgoing.assertPublicUrl(url)).rejects.toMatchObject({
    status: 400,
    problems: [
      {
        code: 'private_address',
        path: 'url',
        hint: expect.stringContaining(`${new URL(url).origin} to NADI_ALLOWED_HOOKS`),
      },
    ],
  })
  await expect(outgoing.send(url, post)).rejects.toThrow(
    'is not an address of the public internet, so nothing was sent',
  )
})

test('a name that leads to this machine is refused when it is saved and when it is sent to', async () => {
  const { url, received } = await receiver()
  const named = `http://${hostname()}:${new URL(url).port}/`
  const outgoing = safePost({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] })

  await expect(outgoing.assertPublicUrl(named, 'chakraWebhookUrl')).rejects.toThrow(
    `chakraWebhookUrl leads to ${hostname()}, which is 127.0.0.1`,
  )
  await expect(outgoing.send(named, post)).rejects.toThrow(`${hostname()} is 127.0.0.1`)
  expect(received).toEqual([])
})

test('one private address among public ones is enough to refuse a name', async () => {
  const resolve = async () => [
    { address: '93.184.216.34', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ]
  await expect(safePost({ resolve }).assertPublicUrl('https://two.example/')).rejects.toThrow('169.254.169.254')
})

test('a name that was public when it was saved and is private when it is sent to gets nothing', async () => {
  const { url, received } = await receiver()
  const answers = ['93.184.216.34', '127.0.0.1']
  const outgoing = safePost({ resolve: async () => [{ address: answers.shift() ?? '', family: 4 }] })
  const rebinding = `http://rebinding.example:${new URL(url).port}/`

  await outgoing.assertPublicUrl(rebinding)
  await expect(outgoing.send(rebinding, post)).rejects.toThrow('rebinding.example is 127.0.0.1')
  expect(received).toEqual([])
})

test('the operator allows origins one by one: the same host at another port stays refused', async () => {
  const { url, received } = await receiver()
  const other = await receiver()
  const outgoing = safePost({ allowedHooks: [url] })

  await outgoing.assertPublicUrl(`${url}/hook`)
  const answer = await outgoing.send(`${url}/hook`, { ...post, body: '{"a":1}' })

  expect(answer.status).toBe(200)
  expect(received).toMatchObject([{ path: '/hook', body: '{"a":1}', headers: { 'content-type': 'application/json' } }])
  await expect(outgoing.assertPublicUrl(other.url)).rejects.toThrow('not of the public internet')
  await expect(outgoing.send(other.url, post)).rejects.toThrow('nothing was sent')
})

test.each([
  ['ftp://example.com/', 'is not a web address'],
  ['hooks.example.com', 'is not a web address'],
  ['https://me:secret@hooks.example.com/', 'holds a user name or a password'],
  [`https://hooks.example.com/${'x'.repeat(2_000)}`, 'longer than 2000 characters'],
])('%s is no address for a webhook', async (url, message) => {
  await expect(safePost().assertPublicUrl(url)).rejects.toThrow(message)
  await expect(safePost().send(url, post)).rejects.toThrow(message)
})

test('a name that is not known yet may be saved', async () => {
  const resolve = () => Promise.reject(new Error('ENOTFOUND'))
  await expect(safePost({ resolve }).assertPublicUrl('https://soon.example/')).resolves.toBeUndefined()
})

test('a redirect is an answer like others, and is not followed', async () => {
  const { url, received, replies } = await receiver()
  replies({ status: 307, headers: { location: '/elsewhere' } })

  const answer = await safePost({ allowedHooks: [url] }).send(url, post)

  expect(answer).toMatchObject({ status: 307, headers: { location: '/elsewhere' } })
  expect(received).toHaveLength(1)
})

test('of a long answer the first 64 kB are read', async () => {
  const { url, replies } = await receiver()
  replies({ body: 'x'.repeat(3_000_000) })

  expect((await safePost({ allowedHooks: [url] }).send(url, post)).body).toHaveLength(65_536)
})

test('what goes wrong is said in words', async () => {
  const { url, replies, close } = await receiver()
  const outgoing = safePost({ allowedHooks: [url] })

  replies('hang')
  await expect(outgoing.send(url, { ...post, timeoutMs: 50 })).rejects.toThrow('No whole answer came within 0.05 s.')
  replies('break')
  await expect(outgoing.send(url, post)).rejects.toThrow('The connection was closed before an answer came.')
  await close()
  await expect(outgoing.send(url, post)).rejects.toThrow('The connection was refused')
  await expect(safePost({ resolve: async () => [] }).send('http://nowhere.example/', post)).rejects.toThrow(
    'The name nowhere.example has no address.',
  )
})

test('connections are kept for the next request', async () => {
  const { url, connections } = await receiver()
  const outgoing = safePost({ allowedHooks: [url] })

  for (let i = 0; i < 20; i++) await outgoing.send(url, post)

  // undici frees a connection a moment after its answer is read
  expect(connections()).toBeLessThanOrEqual(2)
})
