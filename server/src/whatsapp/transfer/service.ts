import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, type Problem } from '../../errors.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Processes } from '../../platform/processes/service.ts'
import type { Scope } from '../../scope.ts'
import { type EnsuredChat, ensureChats } from '../chats/ensure.ts'
import { tieChats } from '../chats/tie.ts'
import { type ChatHistory, touchHistory } from '../chats/touch.ts'
import { keepMessages } from '../messages/inbound.ts'
import type { MessageRow } from '../messages/row.ts'
import type { Plugins } from '../plugins/service.ts'
import { digitsOf } from '../templates/recipient.ts'
import { type GivenMessage, readMessage } from './read-message.ts'
import type { ChatImport, ImportedChat, ImportedChats } from './types.ts'

interface GivenChat {
  pluginId: string
  phoneNumberId: string
  waId: string
  name: string | undefined
  process: { procedureId: string; processId: string } | undefined
  isRead: boolean
  messages: GivenMessage[]
}

/** Takes in what was written elsewhere, with the times, authors and fates that it had there. */
export class ChatImports {
  readonly #db: Database
  readonly #models: Models
  readonly #processes: Processes
  readonly #plugins: Plugins
  readonly #newId: () => string

  constructor(parts: {
    db: Database
    models: Models
    processes: Processes
    plugins: Plugins
    newId: () => string
  }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#processes = parts.processes
    this.#plugins = parts.plugins
    this.#newId = parts.newId
  }

  /** @throws BadInput with all that is wrong with the messages; NotFound for a number or a process that is not there */
  async importChats(scope: Scope, { chats }: ChatImport): Promise<ImportedChats> {
    const problems: Problem[] = []
    const given: GivenChat[] = []
    for (const [index, chat] of chats.entries()) given.push(await this.#read(scope, chat, `chats.${index}`, problems))
    if (problems.length > 0) throw new BadInput(problems)
    return inTransaction(this.#db, scope, (tx) => keep(tx, scope, given))
  }

  async #read(scope: Scope, chat: ImportedChat, path: string, problems: Problem[]): Promise<GivenChat> {
    const model = await this.#models.of(scope)
    const { plugin, number } = await this.#plugins.withPhoneNumber(scope, chat.phoneNumberId, chat.plugin)
    const now = new Date()
    return {
      pluginId: plugin.id,
      phoneNumberId: number.id,
      waId: digitsOf(chat.phoneNumber, model.team.callingCode),
      name: chat.name,
      process: chat.process === undefined ? undefined : await this.#processOf(scope, chat.process, chat.procedure),
      isRead: chat.isRead === true,
      messages: chat.messages.flatMap(
        (message, index) =>
          readMessage(model, message, `${path}.messages.${index}`, { id: this.#newId(), now }, problems) ?? [],
      ),
    }
  }

  async #processOf(scope: Scope, process: string, named: string | undefined) {
    const { procedure, row } = await this.#processes.meant(scope, { procedure: named, process })
    return { procedureId: procedure.id, processId: row.id }
  }
}

async function keep(tx: Tx, scope: Scope, given: readonly GivenChat[]): Promise<ImportedChats> {
  const ensured = await ensureChats(
    tx,
    scope,
    given.map(({ pluginId, phoneNumberId, waId, name, messages }) => ({
      pluginId,
      phoneNumberId,
      waId,
      at: newestOf(messages),
      ...(name !== undefined && { name }),
    })),
  )
  const pairs = given.map((chat, index) => ({ chat, ensured: ensured[index] as EnsuredChat }))
  await tieChats(
    tx,
    scope,
    pairs.flatMap(({ chat: { process }, ensured: { chatId, processId } }) =>
      process && processId === null ? [{ chatId, ...process }] : [],
    ),
  )
  const rows = pairs.map(({ chat, ensured }) => chat.messages.map((message) => placed(message, chat, ensured)))
  const kept = await keepMessages(tx, scope, rows.flat(), { isHistory: true })
  const made = new Set(kept.flatMap((row) => row?.id ?? []))
  const fresh = rows.map((messages) => messages.filter(({ id }) => made.has(id)))
  await touchHistory(
    tx,
    scope,
    pairs.flatMap(({ chat, ensured: { chatId } }, index) => historyOf(chatId, fresh[index] ?? [], chat.isRead)),
  )
  return pairs.map(({ chat, ensured: { chatId, contactId, isNew } }, index) => ({
    chat: chatId,
    contact: contactId ?? '',
    isNew,
    imported: fresh[index]?.length ?? 0,
    alreadyThere: chat.messages.length - (fresh[index]?.length ?? 0),
  }))
}

function placed(message: GivenMessage, chat: GivenChat, ensured: EnsuredChat): MessageRow {
  const known = ensured.processId === null ? undefined : ensured
  const { procedureId, processId } = known ?? chat.process ?? { procedureId: null, processId: null }
  return {
    ...message,
    pluginId: chat.pluginId,
    phoneNumberId: chat.phoneNumberId,
    address: chat.waId,
    chatId: ensured.chatId,
    contactId: ensured.contactId,
    procedureId,
    processId,
  }
}

const newestOf = (messages: readonly GivenMessage[]): Date =>
  new Date(Math.max(...messages.map(({ at }) => at.getTime())))

/** Whoever answered has read what came before; what the chat makes of that is told by its newest message. */
function historyOf(chatId: string, messages: readonly MessageRow[], isRead: boolean): ChatHistory[] {
  const inOrder = messages.toSorted((one, other) => +one.at - +other.at || (one.id < other.id ? -1 : 1))
  const last = inOrder.at(-1)
  if (!last) return []
  const inbound = inOrder.findLast(({ direction }) => direction === 'INBOUND')
  const outbound = inOrder.findLast(({ direction }) => direction === 'OUTBOUND')
  return [
    {
      chatId,
      chatMessageId: last.id,
      at: last.at,
      inboundAt: inbound?.at ?? null,
      readUntil: isRead ? last.at : (outbound?.at ?? null),
    },
  ]
}
