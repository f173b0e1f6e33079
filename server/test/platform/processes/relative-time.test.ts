import { expect, test } from 'vitest'
import { relativeTime } from '../../../src/platform/processes/list/relative-time.ts'

const now = Date.parse('2025-03-31T20:15:30.400Z')
const at = (text: unknown, zone = 'UTC') => relativeTime(text, zone, now)?.toUTC().toISO()

test('a distance from now is counted in units of the calendar', () => {
  expect(at('now')).toBe('2025-03-31T20:15:30.400Z')
  expect(at('now-7d')).toBe('2025-03-24T20:15:30.400Z')
  expect(at('now-1M')).toBe('2025-02-28T20:15:30.400Z')
  expect(at('now+1y-2h')).toBe('2026-03-31T18:15:30.400Z')
})

test('a rounding goes back to where its unit began, in the zone', () => {
  expect(at('now/d')).toBe('2025-03-31T00:00:00.000Z')
  expect(at('now/d', 'Asia/Kolkata')).toBe('2025-03-31T18:30:00.000Z')
  expect(at('now-1w/w')).toBe('2025-03-24T00:00:00.000Z')
  expect(at('now/M', 'Asia/Kolkata')).toBe('2025-03-31T18:30:00.000Z')
})

test('a day ago is a day ago also where clocks changed in between', () => {
  const after = Date.parse('2025-03-30T10:00:00Z')
  expect(relativeTime('now-1d', 'Europe/Berlin', after)?.toUTC().toISO()).toBe('2025-03-29T11:00:00.000Z')
})

test('anything else is no distance from now', () => {
  for (const text of [
    '',
    'now-',
    'now-7',
    'now-7days',
    'nowhere',
    'now/x',
    '2025-01-01',
    'now -7d',
    'now+99999y',
    7,
    null,
  ]) {
    expect(at(text)).toBeUndefined()
  }
})
