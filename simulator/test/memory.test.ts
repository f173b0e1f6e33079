import { expect, test } from 'vitest'
import { BoundedMap, pushBounded } from '../src/bounded.ts'
import { Random } from '../src/random.ts'
import { defaultSettings } from '../src/settings.ts'
import { keepMedia } from '../src/world/keep-media.ts'
import { limits, World } from '../src/world/world.ts'

test('a bounded map forgets what came first, and says so', () => {
  const forgotten: number[] = []
  const map = new BoundedMap<string, number>(2, (value) => forgotten.push(value))

  for (const [index, key] of ['a', 'b', 'c'].entries()) map.set(key, index)

  expect([...map.keys()]).toEqual(['b', 'c'])
  expect(forgotten).toEqual([0])
})

test('a bounded list keeps its newest', () => {
  const list: number[] = []
  for (let index = 0; index < 1_000; index++) pushBounded(list, index, 10)

  expect(list.length).toBeLessThan(13)
  expect(list.at(-1)).toBe(999)
})

test('the oldest files are forgotten when all together are too large', () => {
  const world = new World({ ...defaultSettings }, new Random(1))
  const account = world.addAccount({})
  const bytes = Buffer.alloc(limits.mediaBytes / 2)
  const input = { phoneNumberId: '1', mimeType: 'video/mp4', bytes }

  const [first, second, third] = [1, 2, 3].map(() => keepMedia(world, account, input))

  expect([first, second, third].map((media) => world.node(media?.id ?? '') !== undefined)).toEqual([false, true, true])
  expect(world.mediaBytes).toBe(limits.mediaBytes)
})
