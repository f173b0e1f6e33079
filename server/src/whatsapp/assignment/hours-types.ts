import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const
export type Weekday = (typeof weekdays)[number]

const clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', examples: ['09:00'] })
const intervals = Type.Array(Type.Array(clock, { minItems: 2, maxItems: 2 }), {
  maxItems: 12,
  examples: [[['09:00', '18:00']]],
})

export const Days = Type.Object(
  Object.fromEntries(weekdays.map((day) => [day, Type.Optional(intervals)])) as Record<
    Weekday,
    Type.TOptional<typeof intervals>
  >,
  {
    additionalProperties: false,
    description:
      'from and to, 24:00 being midnight; a day that is left out is free, a night is the end of one day and the start of the next',
    examples: [
      {
        MON: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        TUE: [['09:00', '18:00']],
      },
    ],
  },
)
export type Days = Static<typeof Days>

const holidays = Type.Array(Type.String({ format: 'date' }), {
  maxItems: 500,
  description: 'days that are free whatever their day of the week',
  examples: [['2026-01-26']],
})
const timeZone = nullable(Type.String({ maxLength: 80 }), {
  description: "IANA; null: the team's",
  examples: ['Asia/Kolkata'],
})

export const WorkingHours = Type.Object({
  whatsappPhoneNumberId: nullable(Type.String(), { description: 'null: of all numbers that have none of their own' }),
  timeZone,
  days: Days,
  holidays,
  isWorkingNow: Type.Boolean(),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type WorkingHours = Static<typeof WorkingHours>

export const WorkingHoursInput = Type.Object(
  { timeZone: Type.Optional(timeZone), days: Days, holidays: Type.Optional(holidays) },
  { additionalProperties: false },
)
export type WorkingHoursInput = Static<typeof WorkingHoursInput>
