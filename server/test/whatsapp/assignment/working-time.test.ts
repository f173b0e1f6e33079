import { expect, test } from 'vitest'
import { periodAt } from '../../../src/whatsapp/assignment/working-time.ts'

const india = {
  timeZone: 'Asia/Kolkata',
  days: {
    MON: [
      ['09:00', '13:00'],
      ['14:00', '18:00'],
    ],
    TUE: [['09:00', '24:00']],
    WED: [['00:00', '02:00']],
  },
  holidays: ['2026-01-26'],
}

const at = (iso: string): Date => new Date(iso)

test.each([
  ['in the morning of a working day', '2026-01-05T09:00:00+05:30', true, '2026-01-05T09:00:00+05:30'],
  ['in its pause', '2026-01-05T13:30:00+05:30', false, '2026-01-05T13:00:00+05:30'],
  ['when it ends', '2026-01-05T18:00:00+05:30', false, '2026-01-05T18:00:00+05:30'],
  ['in the night after it', '2026-01-06T02:00:00+05:30', false, '2026-01-05T18:00:00+05:30'],
  ['in a night of work', '2026-01-07T01:00:00+05:30', true, '2026-01-07T00:00:00+05:30'],
  ['on a free day, since the last work', '2026-01-11T12:00:00+05:30', false, '2026-01-07T02:00:00+05:30'],
  ['on a holiday', '2026-01-26T10:00:00+05:30', false, '2026-01-21T02:00:00+05:30'],
])('%s it is known whether and since when', (_when, now, isWorking, since) => {
  expect(periodAt(india, at(now), 'UTC')).toEqual({ isWorking, since: at(since) })
})

test('hours follow the clocks of their zone, also on the day that they are changed', () => {
  const berlin = { timeZone: 'Europe/Berlin', days: { SUN: [['01:00', '04:00']] }, holidays: [] }

  expect(periodAt(berlin, at('2026-03-29T01:59:00Z'), 'UTC').isWorking).toBe(true)
  expect(periodAt(berlin, at('2026-03-29T02:00:00Z'), 'UTC').isWorking).toBe(false)
  expect(periodAt(berlin, at('2026-10-25T02:59:00Z'), 'UTC').isWorking).toBe(true)
})

test('who sets no hours works always, a new time each day', () => {
  expect(periodAt(undefined, at('2026-01-05T00:30:00+05:30'), 'Asia/Kolkata')).toEqual({
    isWorking: true,
    since: at('2026-01-05T00:00:00+05:30'),
  })
})
