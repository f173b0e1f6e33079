import type { Database, Tx } from '../../database/database.ts'
import { findPeopleCalled } from '../../database/global-lookups.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { addJob } from '../../jobs/add.ts'
import type { JobHandler } from '../../jobs/tasks.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { Models } from '../../platform/model/service.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import { assertMayGive } from '../../platform/users/permission.ts'
import type { Scope } from '../../scope.ts'
import { memberMeant } from '../member.ts'
import { newTeamToken, readTeamToken, type TokenMark } from '../team-token.ts'
import { mailWithLink } from './mail.ts'
import * as store from './store.ts'
import type { LinkPurpose, MadeLink } from './types.ts'

const hourMs = 3_600_000
const lifeMs: Record<LinkPurpose, number> = { INVITATION: 7 * 24 * hourMs, PASSWORD_RESET: hourMs }

/** A link that was opened, and is good. */
export interface FoundLink {
  mark: TokenMark
  row: store.LinkRow
}

/** Links by which people set a password without one: made by an administrator, or asked for by whoever forgot theirs. */
export class Links {
  readonly #db: Database
  readonly #models: Models
  readonly #mailer: Mailer
  readonly #publicAddress: PublicAddress
  readonly #newId: () => string

  constructor(parts: {
    db: Database
    models: Models
    mailer: Mailer
    publicAddress: PublicAddress
    newId: () => string
  }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#mailer = parts.mailer
    this.#publicAddress = parts.publicAddress
    this.#newId = parts.newId
  }

  /**
   * For another person. Earlier ones for the same end with it.
   * @param reference uuid or username
   * @throws Forbidden where their role exceeds that of who asks, Conflict where they are not active
   */
  async make(scope: Scope, reference: string, purpose: LinkPurpose): Promise<MadeLink> {
    const model = await this.#models.of(scope)
    const member = memberMeant(model, reference)
    assertMayGive(scope, member.roleId, model)
    if (!member.isActive) {
      throw new Conflict(`${member.username} is not active.`, {
        code: 'user_not_active',
        hint: 'Activate the user first: PUT /v1/ext/user/{user} with {"isActive": true}.',
      })
    }
    return inTransaction(this.#db, scope, async (tx) => {
      await store.deleteLinksOf(tx, scope, member.id, purpose)
      return this.#insert(tx, scope, member, purpose)
    })
  }

  /** The job that follows when somebody says that they forgot their password, whether or not there is anybody of that name. */
  readonly sendForgotten: JobHandler<'forgotten-password'> = async ({ username, origin }) => {
    // all or none, so that a job that is tried again mails nobody twice
    await this.#db.transaction().execute(async (tx) => {
      for (const { teamId, userId: id } of await findPeopleCalled(tx, username)) {
        await this.#insert(tx, operatorScope(teamId), { id, username }, 'PASSWORD_RESET', origin)
      }
    })
  }

  /** The job that mails a link. Its token is made here and stands in the mail alone; a mail that is tried again has another. */
  readonly mail: JobHandler<'mail-link'> = async ({ teamId, linkId, origin }) => {
    const { token, ...mark } = newTeamToken(teamId)
    const row = await store.putToken(this.#db, mark, linkId)
    if (!row?.sentTo) return
    const { team, users } = await this.#models.of({ teamId })
    const displayName = users.get(row.userId)?.displayName ?? row.sentTo
    await this.#mailer.send(
      mailWithLink({
        purpose: row.purpose,
        to: row.sentTo,
        displayName,
        teamName: team.name,
        link: linkTo(token, origin),
      }),
    )
  }

  /** @throws NotFound where it was used, has expired or never was */
  async find(token: string): Promise<FoundLink> {
    const mark = readTeamToken(token)
    const row = mark && (await store.findLink(this.#db, mark))
    if (!mark || !row) throw gone()
    return { mark, row }
  }

  /** From now on it opens nothing. @throws NotFound where it was used meanwhile */
  async use(tx: Tx, { mark }: FoundLink): Promise<void> {
    if (!(await store.deleteLink(tx, mark))) throw gone()
  }

  /** In the transaction in which a person gets a password, or may no longer be signed in. */
  async endAllOf(tx: Tx, scope: Scope, userId: string): Promise<void> {
    await store.deleteLinksOf(tx, scope, userId)
  }

  /** For `upkeep`. */
  readonly sweep = (teamId: string): Promise<void> => store.deleteExpired(this.#db, { teamId })

  async #insert(
    tx: Tx,
    scope: Scope,
    { id: userId, username }: { id: string; username: string },
    purpose: LinkPurpose,
    origin = this.#publicAddress.url ?? '',
  ): Promise<MadeLink> {
    const createdAt = new Date()
    const expiresAt = new Date(createdAt.getTime() + lifeMs[purpose])
    const sentTo = this.#mailer.isSet ? username : null
    const row: store.LinkRow = { id: this.#newId(), userId, purpose, sentTo, createdAt, expiresAt }
    const made = sentTo === null ? newTeamToken(scope.teamId) : null
    await store.insertLink(tx, scope, row, made?.hash ?? null)
    const after = { user: userId, purpose, sentTo, expiresAt: expiresAt.getTime() }
    await recordEvent(tx, scope, { kind: 'invitation.created', subjectId: row.id, before: null, after })
    if (sentTo !== null) await addJob(tx, 'mail-link', { teamId: scope.teamId, linkId: row.id, origin })
    return { link: made && linkTo(made.token, origin), sentTo, expiresAt: expiresAt.getTime() }
  }
}

const linkTo = (token: string, origin: string): string => `${origin}/invitation/${token}`

export const gone = (): NotFound =>
  new NotFound('This link is not good any longer.', {
    code: 'link_not_valid',
    hint: 'A link is good once, and for a time: ask for another.',
  })
