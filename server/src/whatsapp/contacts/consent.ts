import type { Database, Reader, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { recordEvent, recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { ensureContacts } from '../chats/ensure.ts'
import { deleteConsentWords, findConsentWords, type StoredWords, saveConsentWords } from './consent-words.store.ts'
import { findOptedOut, type HeldConsents, holdConsents, updateConsents } from './sql/consents.ts'
import type { Consent, ConsentCategory, Consents, ConsentWordChanges, ConsentWords } from './types.ts'
import { usualStartWords, usualStopWords } from './usual-words.ts'
import { longestWord, meaningOf } from './word-meaning.ts'

/** What a customer wrote. */
export interface CustomerText {
  contactId: string
  text: string
  at: Date
}

/** What Meta tells of a customer's settings: one object of `user_preferences`. */
export interface Preference {
  waId: string
  body: Record<string, unknown>
}

interface Said {
  category: ConsentCategory
  consent: Consent
}

/**
 * Who wants to be written to, by category of template. Of what was said at different times the latest counts, in whatever order it is
 * heard of.
 */
export class ConsentBook {
  readonly #db: Database

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  /** Those among `waIds` who refuse templates of the category. Who never said anything refuses none. */
  async isOptedOut(
    scope: Pick<Scope, 'teamId' | 'transaction'>,
    waIds: readonly string[],
    category: string,
    db: Reader = scope.transaction ?? this.#db,
  ): Promise<Set<string>> {
    if (waIds.length === 0 || (category !== 'MARKETING' && category !== 'UTILITY')) return new Set()
    return new Set(await findOptedOut(db, scope, waIds, category))
  }

  /** Of what customers wrote, messages that are a word of consent as a whole. */
  async applyKeywords(tx: Tx, scope: Scope, texts: readonly CustomerText[]): Promise<void> {
    const short = texts.filter(({ text }) => text.length > 0 && text.length <= longestWord)
    if (short.length === 0) return
    const { categories, ...words } = (await findConsentWords(tx, scope)) ?? usualWords
    const said = new Map<string, Said[]>()
    for (const { contactId, text, at } of short) {
      const value = meaningOf(text, words)
      if (!value) continue
      const consent: Consent = { value, source: 'KEYWORD', at: at.getTime(), user: null, note: text.trim() }
      addTo(
        said,
        contactId,
        categories.map((category) => ({ category, consent })),
      )
    }
    if (said.size === 0) return
    const held = await holdConsents(tx, scope, { ids: [...said.keys()] })
    await this.#change(
      tx,
      scope,
      held.map((contact) => ({ contact, said: said.get(contact.id) ?? [] })),
    )
  }

  /** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences */
  async applyPreferences(tx: Tx, scope: Scope, preferences: readonly Preference[]): Promise<void> {
    const said = new Map<string, Said[]>()
    for (const { waId, body } of preferences) {
      const value = preferenceValues.get(String(body.value))
      const seconds = Number(body.timestamp)
      // another category than that of marketing is not known to anybody yet: the event itself is kept
      if (!value || body.category !== 'marketing_messages' || !Number.isFinite(seconds) || waId === '') continue
      const note = typeof body.detail === 'string' ? body.detail : null
      const consent: Consent = { value, source: 'PREFERENCE', at: seconds * 1000, user: null, note }
      addTo(said, waId, [{ category: 'MARKETING', consent }])
    }
    if (said.size === 0) return
    await ensureContacts(tx, scope, [...said.keys()])
    const held = await holdConsents(tx, scope, { waIds: [...said.keys()] })
    await this.#change(
      tx,
      scope,
      held.map((contact) => ({ contact, said: said.get(contact.waId) ?? [] })),
    )
  }

  /** Somebody of the team says it. Answers whether anything changed. */
  async set(
    tx: Tx,
    scope: Scope,
    contactId: string,
    values: { readonly [category in ConsentCategory]?: Consent['value'] },
    note: string | null,
  ): Promise<void> {
    const [contact] = await holdConsents(tx, scope, { ids: [contactId] })
    if (!contact) return
    const at = Date.now()
    const said = Object.entries(values).map(([category, value]) => ({
      category: category as ConsentCategory,
      consent: { value, source: 'MANUAL' as const, at, user: scope.userId, note },
    }))
    await this.#change(tx, scope, [{ contact, said }])
  }

  async words(scope: Scope): Promise<ConsentWords> {
    const own = await findConsentWords(scope.transaction ?? this.#db, scope)
    return { ...copyOf(own ?? usualWords), isUsual: own === undefined }
  }

  setWords(scope: Scope, changes: ConsentWordChanges): Promise<ConsentWords> {
    return inTransaction(this.#db, scope, async (tx) => {
      const own = await findConsentWords(tx, scope)
      const before = copyOf(own ?? usualWords)
      const after = { ...before, ...changes }
      await saveConsentWords(tx, scope, after)
      const event = { kind: 'consent_words.updated', subjectId: scope.teamId, before, after }
      await recordEvent(tx, scope, event)
      return { ...after, isUsual: false }
    })
  }

  resetWords(scope: Scope): Promise<ConsentWords> {
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await findConsentWords(tx, scope)
      const after = copyOf(usualWords)
      if (before) {
        await deleteConsentWords(tx, scope)
        const event = { kind: 'consent_words.updated', subjectId: scope.teamId, before, after }
        await recordEvent(tx, scope, event)
      }
      return { ...after, isUsual: true }
    })
  }

  async #change(tx: Tx, scope: Scope, told: readonly { contact: HeldConsents; said: readonly Said[] }[]) {
    const changed = told.flatMap(({ contact, said }) => {
      const consents = latestOf(contact.consents, said)
      return consents === contact.consents ? [] : [{ ...contact, before: contact.consents, consents }]
    })
    if (changed.length === 0) return
    await updateConsents(tx, scope, changed)
    await recordEvents(
      tx,
      scope,
      changed.map(({ id, before, consents }) => ({
        kind: 'contact.consent_changed',
        subjectId: id,
        before: { consents: before },
        after: { consents },
      })),
    )
  }
}

const usualWords: StoredWords = {
  stopWords: [...usualStopWords],
  startWords: [...usualStartWords],
  categories: ['MARKETING'],
}

const copyOf = ({ stopWords, startWords, categories }: StoredWords): StoredWords => ({
  stopWords: [...stopWords],
  startWords: [...startWords],
  categories: [...categories],
})

/** Who signs up by a link of the business wants its messages. */
const preferenceValues = new Map<string, Consent['value']>([
  ['stop', 'OPTED_OUT'],
  ['resume', 'OPTED_IN'],
  ['signup', 'OPTED_IN'],
])

const addTo = (said: Map<string, Said[]>, key: string, more: readonly Said[]): void =>
  void said.set(key, [...(said.get(key) ?? []), ...more])

/** The same object where nothing is newer. Of what was said at one time the refusal counts. */
function latestOf(consents: Consents, said: readonly Said[]): Consents {
  let latest = consents
  for (const { category, consent } of said) {
    const known = latest[category]
    const isLater =
      !known ||
      known.at < consent.at ||
      (known.at === consent.at && known.value === 'OPTED_IN' && consent.value === 'OPTED_OUT')
    if (isLater) latest = { ...latest, [category]: consent }
  }
  return latest
}
