import type { Database } from '../../database/database.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { addJob } from '../../jobs/add.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { Models } from '../../platform/model/service.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Teams } from '../../platform/teams/service.ts'
import type { Attempts } from '../attempts/service.ts'
import { memberMeant, scopeOfPerson } from '../member.ts'
import type { Passwords } from '../passwords/service.ts'
import { proveSecondFactor } from '../second-factor/prove.ts'
import type { SecondFactors } from '../second-factor/service.ts'
import type { Device, Sessions } from '../sessions/service.ts'
import type { SignedIn } from '../sign-in.ts'
import { gone, type Links } from './service.ts'
import type { LinkAnswer, OpenedLink } from './types.ts'

interface InvitationParts {
  db: Database
  models: Models
  mailer: Mailer
  publicAddress: PublicAddress
  teams: Teams
  attempts: Attempts
  links: Links
  passwords: Passwords
  secondFactors: SecondFactors
  sessions: Sessions
}

/** What people do with links to set a password: ask for one, open it, use it. */
export class Invitations {
  readonly #parts: InvitationParts

  constructor(parts: InvitationParts) {
    this.#parts = parts
  }

  /** Somebody forgot their password. Whether there is such a person is left to a job, so that not even time tells. */
  async forgot(typed: string, address: string): Promise<void> {
    const { db, attempts, mailer, publicAddress } = this.#parts
    const username = typed.trim().toLowerCase()
    // it counts as a failure, lest somebody's mailbox be filled; but not to sign in
    await attempts.begin({ username: `forgotten ${username}`, address })
    if (!mailer.isSet) return
    const origin = publicAddress.url ?? ''
    await db.transaction().execute((tx) => addJob(tx, 'forgotten-password', { username, origin }))
  }

  /** Whose a link is. @throws NotFound */
  async open(token: string): Promise<OpenedLink> {
    const { models, teams, links, secondFactors } = this.#parts
    const { mark, row } = await links.find(token)
    const scope = operatorScope(mark.teamId)
    const { username, displayName } = memberMeant(await models.of(mark), row.userId)
    const { shortId, name, branding } = await teams.fetch(scope)
    return {
      purpose: row.purpose,
      username,
      displayName,
      team: { shortId, name, branding },
      needsSecondFactor: await secondFactors.has(scope, row.userId),
      expiresAt: row.expiresAt.getTime(),
    }
  }

  /**
   * Sets the password by a link, and signs in.
   * @throws NotFound for a link that is good no longer, BadInput for a bad password, Unauthorized where the second factor is missing
   */
  async accept(token: string, { password, code }: LinkAnswer, device: Device): Promise<SignedIn> {
    const { db, models, attempts, links, passwords, secondFactors, sessions } = this.#parts
    const link = await links.find(token)
    const scope = await scopeOfPerson(models, { teamId: link.mark.teamId, userId: link.row.userId })
    if (!scope) throw gone()
    const hashed = await passwords.hash(scope, scope.userId, password)
    if (await secondFactors.has(scope, scope.userId)) {
      const { username } = memberMeant(await models.of(scope), scope.userId)
      const attempt = await attempts.begin({ username, address: device.address })
      await proveSecondFactor(secondFactors, scope, code, attempt)
      await attempt.givenBack()
    }
    const begun = await db.transaction().execute(async (tx) => {
      await links.use(tx, link)
      await passwords.put(tx, scope, hashed)
      return sessions.begin(tx, scope, { method: 'INVITATION', mustChangePassword: false, device })
    })
    sessions.drop(scope.userId)
    return { ...begun, scope: { ...scope, sessionId: begun.sessionId } }
  }
}
