import { expect, test } from 'vitest'
import { fuzz } from '../fuzz/fuzz.ts'
import { startNadi } from '../harness/nadi.ts'

startNadi({ role: 'api' })

test('ten thousand malformed requests to all calls are refused, quickly, and change nothing', async () => {
  const fuzzed = await fuzz(10_000, process.env.NADI_FUZZ_SEED ? Number(process.env.NADI_FUZZ_SEED) : undefined)

  console.log(JSON.stringify(fuzzed))
  expect(fuzzed.requests).toBe(10_000)
})
