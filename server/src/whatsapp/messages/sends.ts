import type { FastifyBaseLogger } from 'fastify'
import type { Database, Tx } from '../../database/database.ts'
import { Gathering } from '../../database/gathering.ts'
import { inTransaction } from '../../database/transaction.ts'
import { NadiError } from '../../errors.ts'
import { claimKeyFor, type KeyedRequest, releaseKey, releaseKeyOf } from '../../http/idempotency.ts'
import { concernsOneRow } from '../../platform/background-jobs/chunk-failure.ts'
import type { Scope } from '../../scope.ts'
import { type MessageAccepted, sendMessage } from '../graph/calls/messages.ts'
import type { Graph } from '../graph/client.ts'
import { GraphSilence } from '../graph/refusal.ts'
import { applyMarks } from '../inbound/marks.ts'
import { account, type Plugin } from '../plugins/service.ts'
import { errorsOf, NotSent, unconfirmedBy, windowOver } from './failures.ts'
import type { MessageRow } from './row.ts'
import type { Senders } from './senders.ts'
import { findMessage } from './sql/find-messages.ts'
import {
  appendPending,
  insertPending,
  type OwnMessage,
  type PendingMessage,
  type Stored,
} from './sql/insert-pending.ts'
import { moveToWaId } from './sql/move-message.ts'
import { type Settled, type SettledRow, settleSends } from './sql/settle-sends.ts'

/** One message to send, by which of Meta's versions, and in whose name. */
export interface Send {
  plugin: Plugin
  version: string
  message: Omit<PendingMessage, 'pluginId' | 'sendingBy' | 'at'>
  keyed?: KeyedRequest | undefined
  /** what else must hold before it is stored, in the transaction that does it */
  before?: ((tx: Tx) => Promise<void>) | undefined
  /** what else happens in that transaction */
  after?: ((tx: Tx, row: MessageRow) => Promise<void>) | undefined
}

export type Sent = { row: MessageRow; accepted: MessageAccepted | null }

/** What Meta's answer means for the message. */
export function settledBy(id: string, accepted: MessageAccepted): Settled {
  const [first] = accepted.messages ?? []
  const isHeld = first?.message_status !== undefined && first.message_status !== 'accepted'
  return { id, externalId: first?.id ?? null, deliveryStatus: isHeld ? 'PENDING' : 'SENT', errors: null }
}

/** What it means that there was no good answer: refused, never on its way, or nobody knows. */
export const settledByError = (id: string, error: NadiError): Settled =>
  error instanceof GraphSilence && error.mayHaveArrived
    ? { id, externalId: null, deliveryStatus: 'UNCONFIRMED', errors: null }
    : { id, externalId: null, deliveryStatus: 'FAILED', errors: errorsOf(error) }

/**
 * Sends one message: it is stored before Meta is called and completed after it. Neither joins a request's transaction: whatever happens in between,
 * the message is known, and it is never sent twice. What many requests store and complete at once shares commits.
 */
export class Sends {
  readonly #db: Database
  readonly #graph: Graph
  readonly #senders: Senders
  readonly #logger: FastifyBaseLogger
  readonly #appends: Gathering<OwnMessage, Stored | undefined>
  readonly #inserts: Gathering<OwnMessage, Stored>
  readonly #settles: Gathering<Settled, SettledRow | undefined>

  constructor(parts: { db: Database; graph: Graph; senders: Senders; logger: FastifyBaseLogger }) {
    this.#db = parts.db
    this.#graph = parts.graph
    this.#senders = parts.senders
    this.#logger = parts.logger
    const { db } = parts
    this.#appends = new Gathering((teamId, messages) => appendPending(db, { teamId }, messages), concernsOneRow)
    this.#inserts = new Gathering((teamId, messages) => insertPending(db, { teamId }, messages), concernsOneRow)
    this.#settles = new Gathering(async (teamId, settled) => {
      const rows = await settleSends(db, { teamId }, settled, new Date())
      const rowOf = new Map(rows.map((row) => [row.id, row]))
      return settled.map(({ id }) => rowOf.get(id))
    }, concernsOneRow)
  }

  /**
   * @returns the message that an earlier request with the same key made, as it stands, with `accepted` null; else the message as sent
   * @throws BadInput where the window is over, NotSent, Unconfirmed
   */
  async send(scope: Scope, send: Send): Promise<Sent> {
    const stored = await this.#storedOrNot(scope, send)
    if ('earlier' in stored) return { row: stored.earlier, accepted: null }
    return this.call(scope, send, stored.row)
  }

  /** Where the database was lost at that moment the message may stand there, but is not sent: it is told so as soon as that can be written. */
  async #storedOrNot(scope: Scope, send: Send): ReturnType<Sends['store']> {
    try {
      return await this.store(scope, send, this.#senders.id)
    } catch (error) {
      if (!(error instanceof NadiError)) {
        const { message, keyed } = send
        const reason = 'The database was lost before it was sent.'
        const errors = [{ code: 'not_sent', title: reason, message: reason }]
        this.#senders.untilDone(async () => {
          await settleSends(
            this.#db,
            scope,
            [{ id: message.id, externalId: null, deliveryStatus: 'FAILED', errors }],
            new Date(),
          )
          if (keyed) await releaseKeyOf(this.#db, keyed, message.id)
        })
      }
      throw error
    }
  }

  /** Stores the message; with `sendingBy` null it waits for somebody to send it. */
  async store(
    scope: Scope,
    { plugin, message, keyed, before, after }: Send,
    sendingBy: string | null,
  ): Promise<{ row: MessageRow } | { earlier: MessageRow }> {
    const isReady = this.#senders.ready()
    if (isReady) await isReady
    const pending: PendingMessage = { ...message, pluginId: plugin.id, sendingBy, at: new Date() }
    const own: OwnMessage = { scope, message: pending }
    if (!keyed && !before && !after) {
      const { teamId } = scope
      return { row: orThrow((await this.#appends.add(teamId, own)) ?? (await this.#inserts.add(teamId, own))) }
    }
    return inTransaction(this.#db, {}, async (tx) => {
      const earlierId = keyed && (await claimKeyFor(tx, keyed, message.id))
      const earlier = earlierId ? await findMessage(tx, scope, earlierId) : undefined
      if (earlier) return { earlier }
      await before?.(tx)
      const [stored] = await insertPending(tx, scope, [own])
      const row = orThrow(stored)
      await after?.(tx, row)
      return { row }
    })
  }

  /** Calls Meta for a message that is stored and marked as under way. */
  async call(scope: Scope, { plugin, version, keyed }: Omit<Send, 'message'>, row: MessageRow): Promise<Sent> {
    let accepted: MessageAccepted
    try {
      accepted = await sendMessage(this.#graph, account(plugin), {
        version,
        phoneNumberId: row.phoneNumberId,
        body: { ...row.body, biz_opaque_callback_data: row.callbackData ?? row.id },
      })
    } catch (error) {
      throw await this.#failed(scope, row, error, keyed)
    }
    const settled = settledBy(row.id, accepted)
    if (settled.externalId === null) throw await this.#failed(scope, row, answerWithoutId(), keyed)
    const completed = await this.#settle(scope, settled)
    if (completed?.hasMarks) await this.#applyMarks(scope, row.pluginId, settled.externalId)
    // empty where Meta hides the number
    const waId = accepted.contacts?.[0]?.wa_id || row.address
    const isElsewhere = waId !== row.address && row.contactId !== null
    const moved = isElsewhere && completed ? await moveToWaId(this.#db, scope, row, waId) : row
    return { row: { ...moved, ...(completed ?? known(settled)), sendingBy: null }, accepted }
  }

  /** What Meta told of the message before it answered. The send is done whatever comes of it; upkeep finds what is left. */
  async #applyMarks(scope: Scope, pluginId: string, externalId: string): Promise<void> {
    try {
      await inTransaction(this.#db, scope, (tx) => applyMarks(tx, scope, pluginId, [externalId]))
    } catch (error) {
      this.#logger.warn({ err: error, externalId }, 'what was said about a message could not be given to it yet')
    }
  }

  async #failed(scope: Scope, row: MessageRow, error: unknown, keyed: KeyedRequest | undefined): Promise<NadiError> {
    if (!(error instanceof NadiError)) {
      await this.#settle(scope, { id: row.id, externalId: null, deliveryStatus: 'UNCONFIRMED', errors: null })
      throw error
    }
    const settled = settledByError(row.id, error)
    await this.#settle(scope, settled)
    if (settled.deliveryStatus === 'UNCONFIRMED') return unconfirmedBy(row.id, error as GraphSilence)
    // whoever mends what Meta refused, or waits, may try again under the same key
    if (keyed) await releaseKey(this.#db, keyed)
    return new NotSent(row.id, error)
  }

  /** What Meta said is written down, now or as soon as the database is there again: undefined then. */
  async #settle(scope: Scope, settled: Settled): Promise<SettledRow | undefined> {
    const at = new Date()
    try {
      return await this.#settles.add(scope.teamId, settled)
    } catch (error) {
      this.#logger.warn({ err: error, message: settled.id }, "Meta's answer could not be written down yet")
      this.#senders.untilDone(async () => {
        await settleSends(this.#db, scope, [settled], at)
      })
      return undefined
    }
  }
}

/** Meta took something, and did not say what: the status event will. */
const answerWithoutId = (): GraphSilence =>
  new GraphSilence({ reason: 'an answer without an id', isTimeout: false, mayHaveArrived: true })

const known = ({ externalId, deliveryStatus, errors }: Settled) => ({ externalId, deliveryStatus, errors })

function orThrow(stored: Stored | undefined): MessageRow {
  if (!stored) throw new Error('A message was not stored, for no reason.')
  if ('windowEndedAt' in stored) throw windowOver(stored.windowEndedAt)
  return stored
}
