import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { fuzz } from '../fuzz/fuzz.ts'
import { startNadiWithSimulator } from '../harness/simulator.ts'

// without a worker nothing changes but by a request
const secretKey = randomBytes(32)
startNadiWithSimulator({ role: 'api', secretKey })

const count = process.env.NADI_SOAK === '1' ? 10_000 : 400

test(`${count} malformed requests to all calls are refused, quickly, and change nothing`, {
  timeout: 15 * 60_000,
}, async () => {
  const seed = process.env.NADI_FUZZ_SEED ? Number(process.env.NADI_FUZZ_SEED) : undefined
  const fuzzed = await fuzz(count, secretKey, seed)

  console.log(JSON.stringify(fuzzed))
  expect(fuzzed.requests).toBe(count)
})
