import { IANAZone } from 'luxon'
import type { Database, Reader } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, NotFound, type Problem } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Scope } from '../../scope.ts'
import type { Plugins } from '../plugins/service.ts'
import { deleteHours, findHours, type HoursRow, saveHours } from './hours.store.ts'
import { type WorkingHours, type WorkingHoursInput, weekdays } from './hours-types.ts'
import { numberMeant } from './place.ts'
import { type Period, periodAt } from './working-time.ts'

/** When the team works: in general, and at numbers where that differs. Who sets none works always. */
export class Hours {
  readonly #db: Database
  readonly #models: Models
  readonly #plugins: Plugins

  constructor({ db, models, plugins }: { db: Database; models: Models; plugins: Plugins }) {
    this.#db = db
    this.#models = models
    this.#plugins = plugins
  }

  async list(scope: Scope): Promise<WorkingHours[]> {
    const { timeZone } = (await this.#models.of(scope)).team
    return (await findHours(scope.transaction ?? this.#db, scope)).map((row) => toHours(row, timeZone))
  }

  /** What time it is at each number. */
  async periods(db: Reader, scope: Scope, at: Date): Promise<(phoneNumberId: string) => Period> {
    const { timeZone } = (await this.#models.of(scope)).team
    const rows = new Map((await findHours(db, scope)).map((row) => [row.phoneNumberId, row]))
    return (phoneNumberId) => {
      const row = rows.get(phoneNumberId) ?? rows.get('')
      return periodAt(row && { ...row, timeZone: row.timeZone ?? timeZone }, at, timeZone)
    }
  }

  /** @param phoneNumberId null: all numbers that have no hours of their own */
  async set(scope: Scope, phoneNumberId: string | null, input: WorkingHoursInput): Promise<WorkingHours> {
    const { timeZone } = (await this.#models.of(scope)).team
    if (phoneNumberId !== null) await numberMeant(this.#plugins, scope, phoneNumberId)
    const problems = problemsOf(input)
    if (problems.length > 0) throw new BadInput(problems)
    return inTransaction(this.#db, scope, async (tx) => {
      const before = (await findHours(tx, scope)).find((row) => row.phoneNumberId === (phoneNumberId ?? ''))
      const after: HoursRow = {
        phoneNumberId: phoneNumberId ?? '',
        timeZone: input.timeZone || null,
        days: input.days,
        holidays: [...new Set(input.holidays ?? before?.holidays ?? [])].sort(),
        updatedAt: new Date(),
      }
      await saveHours(tx, scope, after)
      const event = { kind: 'working_hours.updated', subjectId: scope.teamId }
      await recordEvent(tx, scope, { ...event, before: before ?? null, after })
      return toHours(after, timeZone)
    })
  }

  async remove(scope: Scope, phoneNumberId: string | null): Promise<WorkingHours> {
    const { timeZone } = (await this.#models.of(scope)).team
    return inTransaction(this.#db, scope, async (tx) => {
      const before = (await findHours(tx, scope)).find((row) => row.phoneNumberId === (phoneNumberId ?? ''))
      if (!before) {
        throw new NotFound(
          phoneNumberId === null
            ? 'The team has set no working hours.'
            : `The number ${phoneNumberId} has no working hours of its own.`,
          { hint: 'GET /v1/ext/working-hours lists them.' },
        )
      }
      await deleteHours(tx, scope, before.phoneNumberId)
      await recordEvent(tx, scope, { kind: 'working_hours.deleted', subjectId: scope.teamId, before, after: null })
      return toHours(before, timeZone)
    })
  }
}

const toHours = ({ phoneNumberId, updatedAt, ...row }: HoursRow, timeZone: string): WorkingHours => ({
  whatsappPhoneNumberId: phoneNumberId || null,
  ...row,
  isWorkingNow: periodAt({ ...row, timeZone: row.timeZone ?? timeZone }, new Date(), timeZone).isWorking,
  updatedAt: updatedAt.getTime(),
})

function problemsOf({ timeZone, days }: WorkingHoursInput): Problem[] {
  const problems: Problem[] = []
  if (timeZone && !IANAZone.isValidZone(timeZone)) {
    problems.push({
      code: 'unknown_time_zone',
      message: '"timeZone" must be a time zone like Asia/Kolkata.',
      path: 'timeZone',
    })
  }
  for (const day of weekdays) {
    for (const [index, [from = '', to = '']] of (days[day] ?? []).entries()) {
      if (from < to) continue
      problems.push({
        code: 'ends_before_start',
        message: `The hours of ${day} from ${from} to ${to} end before they begin.`,
        path: `days.${day}.${index}`,
        hint: `For a night, end ${day} at 24:00 and begin the next day at 00:00.`,
      })
    }
  }
  return problems
}
