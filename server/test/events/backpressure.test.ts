import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { OpenStream } from '../../src/events/stream/open-stream.ts'
import { operatorScope } from '../../src/platform/teams/operator.ts'

const text = `:${'x'.repeat(64 * 1024)}\n\n`
/** more than the two ends of a connection hold themselves */
const plenty = 1_000

test('a client that does not read is let go before what waits for it fills the memory', async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<OpenStream>()
  const server = createServer((_request, response) =>
    open(new OpenStream({ response, headers: {}, scope: operatorScope('01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17') })),
  )
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.pause()
  client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
  const stream = await opened

  stream.begin('')
  let sent = 0
  while (!stream.isOver && sent < plenty) {
    stream.send(text)
    sent++
    await new Promise(setImmediate)
  }

  expect(stream.isOver).toBe(true)
  expect(sent).toBeGreaterThan(10)
  client.destroy()
})
