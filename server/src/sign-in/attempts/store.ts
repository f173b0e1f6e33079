import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'

export interface Taken {
  /** of this window, with the one just taken */
  attempts: number
  secondsLeft: number
}

/** Takes one attempt of the subject's window; where the last one is over, a new one begins. */
export async function takeAttempt(db: Reader, subject: string, windowSeconds: number): Promise<Taken> {
  const { rows } = await sql<Taken>`
    insert into sign_in_attempts as a (subject, attempts, ends_at)
    values (${subject}, 1, now() + make_interval(secs => ${windowSeconds}))
    on conflict (subject) do update set
      attempts = case when a.ends_at > now() then a.attempts + 1 else 1 end,
      ends_at = case when a.ends_at > now() then a.ends_at else excluded.ends_at end
    returning attempts, ceil(extract(epoch from ends_at - now()))::int as "secondsLeft"`.execute(db)
  return rows[0] ?? { attempts: 1, secondsLeft: windowSeconds }
}

export async function giveAttemptBack(db: Reader, subject: string): Promise<void> {
  await sql`update sign_in_attempts set attempts = attempts - 1 where subject = ${subject} and attempts > 0`.execute(db)
}

export async function deleteOver(db: Reader): Promise<void> {
  await sql`delete from sign_in_attempts where ends_at < now()`.execute(db)
}
