import { expect, test } from 'vitest'
import { startNadi } from '../harness/nadi.ts'
import { fuzz } from './fuzz.ts'

// without a worker nothing changes but by a request
startNadi({ role: 'api' })

test('malformed requests to all calls are refused, quickly, and change nothing', { timeout: 120_000 }, async () => {
  const fuzzed = await fuzz(400)

  console.log(JSON.stringify(fuzzed))
  expect(fuzzed.requests).toBe(400)
})
