import { Conflict } from '../../errors.ts'
import type { KeyedRequest } from '../../http/idempotency.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Processes } from '../../platform/processes/service.ts'
import type { Scope } from '../../scope.ts'
import { graphVersion } from '../graph/version.ts'
import type { Messages } from '../messages/service.ts'
import { type ChatMessage, sourceOf } from '../messages/types.ts'
import type { Plugins } from '../plugins/service.ts'
import type { Consent } from '../sending/opted-out.ts'
import { timeOf } from '../sending/schedule.ts'
import type { Given } from './given.ts'
import { digitsOf, numberOf } from './recipient.ts'
import { readableTemplate } from './render.ts'
import type { FillingProcess, Templates } from './service.ts'

/** What a caller asks to be sent. */
export interface TemplateSend extends Given {
  whatsappPhoneNumberId: string
  templateName: string
  language?: string
  languageCode?: string
  phoneAttribute?: string
  sendToOptedOut?: boolean
  /** epoch milliseconds */
  scheduledFor?: number
}

interface Recipient {
  to: string
  process?: FillingProcess & { id: string }
}

export interface TemplateSent {
  message: ChatMessage
  /** of an earlier request with the same Idempotency-Key */
  isRepeat: boolean
}

/** Sends a template to a number or for a process: chosen, checked and filled before Meta is called. */
export class TemplateSending {
  readonly #templates: Templates
  readonly #plugins: Plugins
  readonly #messages: Messages
  readonly #processes: Processes
  readonly #models: Models
  readonly #consent: Consent

  constructor(parts: {
    templates: Templates
    plugins: Plugins
    messages: Messages
    processes: Processes
    models: Models
    consent: Consent
  }) {
    this.#templates = parts.templates
    this.#plugins = parts.plugins
    this.#messages = parts.messages
    this.#processes = parts.processes
    this.#models = parts.models
    this.#consent = parts.consent
  }

  /** @param phoneNumber with its country code, without a plus */
  async toNumber(
    scope: Scope,
    { pluginId, phoneNumber }: { pluginId: string; phoneNumber: string },
    send: TemplateSend,
    keyed?: KeyedRequest,
  ): Promise<TemplateSent> {
    const { team } = await this.#models.of(scope)
    return this.#send(scope, pluginId, { to: digitsOf(phoneNumber, team.callingCode) }, send, keyed)
  }

  /** The number is the process's; its attributes fill what the caller leaves out. */
  async forProcess(
    scope: Scope,
    { pluginId, ...meant }: { pluginId: string; procedure?: string | undefined; process: string },
    send: TemplateSend,
    keyed?: KeyedRequest,
  ): Promise<TemplateSent> {
    const { procedure, row } = await this.#processes.meant(scope, meant)
    const to = numberOf(procedure, row, send.phoneAttribute)
    const process = { id: row.id, procedure, data: row.data, derivedData: row.derivedData }
    return this.#send(scope, pluginId, { to, process }, send, keyed)
  }

  async #send(
    scope: Scope,
    pluginId: string,
    { to, process }: Recipient,
    send: TemplateSend,
    keyed: KeyedRequest | undefined,
  ): Promise<TemplateSent> {
    const { whatsappPhoneNumberId, templateName, language, languageCode, sendToOptedOut, scheduledFor, ...given } = send
    const at = timeOf(scheduledFor)
    const { plugin, number } = await this.#plugins.withPhoneNumber(scope, whatsappPhoneNumberId, pluginId)
    const template = await this.#templates.named(scope, plugin, templateName, language ?? languageCode)
    const filled = await this.#templates.checkAndFill(scope, { ...given, template, process })
    if (!sendToOptedOut) await this.#assertWanted(scope, to, template)
    return this.#messages.sendTemplate(
      scope,
      { plugin, number, version: graphVersion },
      {
        to,
        template: filled,
        templateId: template.id,
        text: readableTemplate(this.#templates.render(template, filled)),
        scheduledFor: at,
        ...(!sendToOptedOut && { consentCategory: template.category }),
        ...(process && { process: { id: process.id, procedureId: process.procedure.id } }),
      },
      { source: sourceOf(scope), keyed },
    )
  }

  async #assertWanted(scope: Scope, to: string, { category }: { category: string }): Promise<void> {
    const optedOut = await this.#consent.isOptedOut(scope, [to], category)
    if (!optedOut.has(to)) return
    throw new Conflict(`+${to} does not want ${category} messages any more, and this template is one.`, {
      code: 'opted_out',
      path: 'phoneNumber',
      hint: 'Leave them out; where they asked for this one, send it with "sendToOptedOut": true.',
    })
  }
}
