import { expect, test } from 'vitest'
import { Pace } from '../../../src/whatsapp/sending/pace.ts'

/** How many places a pace gives within so many milliseconds, taken as soon as there are any. */
function taken(pace: Pace, clock: { ms: number }, forMs: number): number {
  const end = clock.ms + forMs
  let count = 0
  for (;;) {
    const wait = pace.take()
    if (wait === 0) count++
    else if (clock.ms + wait > end) return count
    else clock.ms += wait
  }
}

test("a lane sends at its number's rate, and never much more within any second", () => {
  const clock = { ms: 0 }
  const pace = new Pace(80, () => clock.ms)

  const first = taken(pace, clock, 1_000)
  const nineMore = taken(pace, clock, 9_000)

  expect(first).toBeGreaterThanOrEqual(80)
  expect(first).toBeLessThanOrEqual(101)
  expect(nineMore).toBeGreaterThanOrEqual(700)
  expect(nineMore).toBeLessThanOrEqual(720)
})

test('what Meta finds too fast halves the rate once a second, and the rate comes back', () => {
  const clock = { ms: 0 }
  const pace = new Pace(1_000, () => clock.ms)

  for (let refusals = 0; refusals < 50; refusals++) pace.slowDown()
  expect(pace.rate).toBe(500)
  clock.ms += 1_000
  pace.slowDown()
  expect(pace.rate).toBeLessThan(300)
  clock.ms += 20_000
  pace.take()

  expect(pace.rate).toBe(1_000)
})

test('a pause holds everything back', () => {
  const clock = { ms: 0 }
  const pace = new Pace(80, () => clock.ms)

  pace.pause(5_000)

  expect(pace.take()).toBe(5_000)
  clock.ms += 5_000
  expect(pace.take()).toBe(0)
})

test('an upgraded number sends faster at once, unless Meta has just slowed it', () => {
  const pace = new Pace(80, () => 0)
  pace.setBest(1_000)
  expect(pace.rate).toBe(1_000)

  pace.slowDown()
  pace.setBest(80)
  expect(pace.rate).toBe(80)
})
