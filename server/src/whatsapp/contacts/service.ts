import { sql } from 'kysely'
import type { Database, Reader } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { Cursors } from '../../platform/processes/list/cursor.ts'
import type { Scope } from '../../scope.ts'
import { numbersMeant } from '../chats/numbers-meant.ts'
import { chatReach, isWithin } from '../chats/reach.ts'
import { readSearch } from '../chats/search.ts'
import type { Fragment } from '../listing/field.ts'
import { type PageMeta, skipped } from '../listing/page.ts'
import { Totals } from '../listing/totals.ts'
import { withinTime } from '../listing/within-time.ts'
import type { ConsentBook } from './consent.ts'
import { type ContactRow, countContacts, findContact, findContacts, renameContact } from './sql/find-contacts.ts'
import type { Contact, ContactChanges, ContactQuery } from './types.ts'

/** Whom the team writes with. Who reaches not every chat knows those of whose chats they reach one. */
export class Contacts {
  readonly #db: Database
  readonly #models: Models
  readonly #consent: ConsentBook
  readonly #totals = new Totals()

  constructor({ db, models, consent }: { db: Database; models: Models; consent: ConsentBook }) {
    this.#db = db
    this.#models = models
    this.#consent = consent
  }

  /** Newest first. */
  async list(scope: Scope, query: ContactQuery): Promise<{ contacts: Contact[]; meta: PageMeta }> {
    const model = await this.#models.of(scope)
    const skip = skipped(query)
    const limit = query.limit ?? 10
    const { search, phoneNumber, optedOut } = query
    const asked = [search?.trim() ?? '', phoneNumber?.trim() ?? '', optedOut ?? '']
    const cursors = new Cursors(['contacts', asked])
    const position = query.cursor ? cursors.read(query.cursor) : undefined
    const after = position && { at: new Date(position.at), id: position.id }
    const within = isKnownTo(scope, model)
    const where = sql.join([within, ...conditionsOf(query, model)], sql` and `)
    return withinTime(this.#db, async (tx) => {
      const rows = await findContacts(tx, scope, { where, after, skip, count: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const list = JSON.stringify([scope.teamId, chatReach(scope, model), asked])
      return {
        contacts: shown.map(toContact),
        meta: {
          total: await this.#totals.of(list, () => countContacts(tx, scope, where)),
          hasMore: last !== undefined,
          ...(last && { nextCursor: cursors.write({ key: null, at: last.createdAt.getTime(), id: last.id }) }),
        },
      }
    })
  }

  /** @throws NotFound where there is none, or none of whose chats the role reaches one */
  async fetch(scope: Scope, id: string, db: Reader = scope.transaction ?? this.#db): Promise<Contact> {
    const row = await findContact(db, scope, id, isKnownTo(scope, await this.#models.of(scope)))
    if (row) return toContact(row)
    throw new NotFound(`There is no contact ${id}, or none that your role reaches.`, {
      hint: 'GET /v1/ext/contacts lists them.',
    })
  }

  /** The name that the team uses, and what the contact agreed to; who set that, and when, stands beside it. */
  update(scope: Scope, id: string, { name, consents, note }: ContactChanges): Promise<Contact> {
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await this.fetch(scope, id, tx)
      const given = name?.trim()
      if (given !== undefined && (given !== before.name || before.isNamedByTeam !== (given !== ''))) {
        await renameContact(tx, scope, id, given)
        await recordEvent(tx, scope, {
          kind: 'contact.updated',
          subjectId: id,
          before: { name: before.name },
          after: { name: given },
        })
      }
      if (consents && Object.keys(consents).length > 0) {
        await this.#consent.set(tx, scope, id, consents, note?.trim() || null)
      }
      return this.fetch(scope, id, tx)
    })
  }
}

const toContact = (row: ContactRow): Contact => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

function isKnownTo(scope: Scope, model: TeamModel): Fragment {
  const reach = chatReach(scope, model)
  if (reach.kind === 'all') return sql`true`
  return sql`exists (
    select from chats h where h.team_id = ${scope.teamId} and h.contact_id = c.contact_id and ${isWithin(reach)})`
}

function conditionsOf({ search, phoneNumber, optedOut }: ContactQuery, model: TeamModel): Fragment[] {
  const conditions: Fragment[] = []
  if (search?.trim()) {
    const { text, digits } = readSearch(search)
    conditions.push(digits ? sql`(c.name ilike ${text} or c.wa_id like ${digits})` : sql`c.name ilike ${text}`)
  }
  if (phoneNumber?.trim()) {
    const { waIds, phoneNumbers } = numbersMeant(phoneNumber, model.team, 'phoneNumber')
    conditions.push(sql`(c.wa_id = any(${waIds}::text[]) or c.phone_number = any(${phoneNumbers}::text[]))`)
  }
  if (optedOut) {
    // one index holds who refuses what; an empty object is in none
    conditions.push(
      sql`c.consents <> '{}' and c.consents @> ${JSON.stringify({ [optedOut]: { value: 'OPTED_OUT' } })}::jsonb`,
    )
  }
  return conditions
}
