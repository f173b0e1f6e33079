import type { FastifyBaseLogger } from 'fastify'
import { isDatabaseAway } from '../../database/away.ts'
import type { Tx } from '../../database/database.ts'
import type { Problem } from '../../errors.ts'
import { recordEvents } from '../../events/record.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Procedure, TeamModel } from '../../platform/model/types.ts'
import type { Processes } from '../../platform/processes/service.ts'
import type { Scope } from '../../scope.ts'
import { type EnsuredChat, phoneNumberOf } from '../chats/ensure.ts'
import { tieChats } from '../chats/tie.ts'
import type { Plugin } from '../plugins/service.ts'
import { leadAttributes, leadData } from './lead-data.ts'
import * as store from './leads.store.ts'
import type { Person } from './types.ts'

/** The process of each chat, by the chat's id. */
export type LeadOf = ReadonlyMap<string, { procedureId: string; processId: string }>

interface Writer {
  chat: EnsuredChat
  person: Person
}

interface Parts {
  models: Models
  processes: Processes
  logger: FastifyBaseLogger
}

/** Who writes for the first time becomes a lead; whoever is one joins it. */
export class Leads {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Ties chats to the open process of the customer: the chat's own, the one that their number names, else a new one. Where the model's rules refuse a new
   * one, the chat stays without, and an event says why; no message is lost for it.
   */
  async join(tx: Tx, scope: Scope, plugin: Plugin, writers: readonly Writer[]): Promise<LeadOf> {
    const { models, processes } = this.#parts
    if (!plugin.leadProcedureId || writers.length === 0) return new Map()
    const model = await models.of(scope)
    const procedure = model.procedures.get(plugin.leadProcedureId)
    if (!procedure) return new Map()
    const strangers = new Map<string, Writer>()
    const open = await processes.openAmong(
      tx,
      scope,
      writers.flatMap(({ chat }) => chat.processId ?? []),
    )
    for (const writer of writers) {
      const { chatId, processId } = writer.chat
      // the name may come with a later message of the same moment
      const isBetter = !strangers.get(chatId)?.person.name
      if ((processId === null || !open.has(processId)) && isBetter) strangers.set(chatId, writer)
    }
    if (strangers.size === 0) return new Map()
    const made = await this.#processesOf(tx, scope, model, procedure, [...strangers.values()])
    const tied = [...strangers.values()].flatMap(({ chat, person }) => {
      const processId = made.get(person.waId)
      return processId ? [{ chatId: chat.chatId, procedureId: procedure.id, processId }] : []
    })
    await tieChats(tx, scope, tied)
    return new Map(tied.map(({ chatId, ...lead }) => [chatId, lead]))
  }

  /** By wa_id. */
  async #processesOf(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    strangers: readonly Writer[],
  ): Promise<Map<string, string>> {
    const byWaId = new Map(strangers.map((writer) => [writer.person.waId, writer]))
    const phones = [...byWaId.keys()].flatMap((waId) => phoneNumberOf(waId) ?? [])
    const known = await this.#parts.processes.namedByPhone(tx, scope, procedure, phones)
    const processOf = new Map<string, string>()
    const unknown: Writer[] = []
    for (const [waId, writer] of byWaId) {
      const processId = known.get(phoneNumberOf(waId) ?? '')
      if (processId) processOf.set(waId, processId)
      else unknown.push(writer)
    }
    for (const [waId, processId] of await this.#make(tx, scope, model, procedure, unknown)) {
      processOf.set(waId, processId)
    }
    return processOf
  }

  async #make(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    writers: readonly Writer[],
  ): Promise<Map<string, string>> {
    const made = new Map<string, string>()
    if (writers.length === 0) return made
    const attributes = leadAttributes(procedure)
    const inputs = writers.map(({ person: { waId, name } }) => ({
      input: { data: leadData(attributes, { phoneNumber: phoneNumberOf(waId), name }) },
      prefix: '',
    }))
    const refused: { writer: Writer; problems: readonly Problem[] }[] = []
    await store.savepoint(tx)
    try {
      const outcomes = await this.#parts.processes.createManyIn(tx, scope, model, procedure, inputs)
      await store.releaseSavepoint(tx)
      for (const [index, outcome] of outcomes.entries()) {
        const writer = writers[index] as Writer
        if ('error' in outcome) refused.push({ writer, problems: outcome.error.problems })
        else made.set(writer.person.waId, outcome.row.id)
      }
    } catch (error) {
      if (isPassing(error)) throw error
      await store.backToSavepoint(tx)
      this.#parts.logger.error({ err: error, teamId: scope.teamId }, 'no leads could be made of new chats')
      const problems = [{ code: 'internal', message: 'The lead could not be made; the log of the server says why.' }]
      refused.push(...writers.map((writer) => ({ writer, problems })))
    }
    await this.#tellRefused(tx, scope, procedure, refused)
    return made
  }

  /** Once a chat, with its first message. */
  async #tellRefused(
    tx: Tx,
    scope: Scope,
    procedure: Procedure,
    refused: readonly { writer: Writer; problems: readonly Problem[] }[],
  ): Promise<void> {
    await recordEvents(
      tx,
      scope,
      refused
        .filter(({ writer }) => writer.chat.isNew)
        .map(({ writer, problems }) => ({
          kind: 'chat.lead_refused',
          subjectId: writer.chat.chatId,
          procedureId: procedure.id,
          before: null,
          after: { problems },
        })),
    )
  }
}

/** Of the database, not of the lead: the whole transaction is tried again. */
const isPassing = (error: unknown): boolean =>
  isDatabaseAway(error as Error) || /^40/.test(String((error as { code?: unknown }).code ?? ''))
