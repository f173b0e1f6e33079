import type { Database, Tx } from '../../database/database.ts'
import { BadInput, NadiError } from '../../errors.ts'
import { addJob } from '../../jobs/add.ts'
import type { Place, RowOutcome, RowWork } from '../../platform/background-jobs/chunk.ts'
import { RowReader } from '../../platform/background-jobs/row-reader.ts'
import type { Procedure, TeamModel } from '../../platform/model/types.ts'
import { procedureNamed } from '../../platform/processes/access.ts'
import { findNamed } from '../../platform/processes/find-named.ts'
import type { ProcessRow } from '../../platform/processes/row.ts'
import type { Scope } from '../../scope.ts'
import type { Plugin, Plugins } from '../plugins/service.ts'
import { present } from '../templates/absent.ts'
import { digitsOf, numberOf } from '../templates/recipient.ts'
import { readableTemplate } from '../templates/render.ts'
import type { Templates } from '../templates/service.ts'
import type { Template } from '../templates/types.ts'
import { type Consent, optedOut } from './opted-out.ts'
import { insertQueued, type QueuedMessage } from './queue.store.ts'
import { BatchRow, type BatchSettings } from './types.ts'

interface BatchParts {
  db: Database
  plugins: Plugins
  templates: Templates
  consent: Consent
  newId: () => string
}

/** Whom a row's message goes to. */
interface Recipient {
  to: string
  process?: { procedure: Procedure; row: ProcessRow }
}

/** What a batch sends, and by which number. */
interface Sending {
  plugin: Plugin
  template: Template
  settings: BatchSettings
}

/**
 * Checks the rows of a batch and puts those that can be sent into the lane of their number; what becomes of them comes later. Everything that can
 * be told without Meta is told here: numbers, processes, parameters, who does not want to be written to.
 */
export class BatchWork implements RowWork<BatchRow> {
  readonly permission = 'messages.send_bulk'
  readonly #parts: BatchParts
  readonly #reader = new RowReader<BatchRow>(BatchRow, present)

  constructor(parts: BatchParts) {
    this.#parts = parts
  }

  read(text: string): BatchRow | { error: NadiError } {
    return this.#reader.read(text)
  }

  async write(tx: Tx, asker: Scope, model: TeamModel, at: Place, rows: readonly BatchRow[]): Promise<RowOutcome[]> {
    const scope: Scope = { ...asker, transaction: tx }
    const sending = await this.#sending(asker, at.job.settings as BatchSettings)
    if ('error' in sending) return rows.map(() => sending)
    const recipients = await this.#recipients(tx, scope, model, sending.settings, rows)
    const unwanted = await this.#optedOut(scope, sending, recipients)
    const queued: QueuedMessage[] = []
    const outcomes: RowOutcome[] = []
    for (const [index, row] of rows.entries()) {
      const recipient = recipients[index] as (typeof recipients)[number]
      const message =
        'error' in recipient
          ? recipient
          : unwanted.has(recipient.to)
            ? { error: optedOut(recipient.to, sending.template.category) }
            : await this.#message(scope, sending, row, recipient)
      if ('error' in message) outcomes.push(message)
      else {
        const entryIndex = at.indexes[index] ?? 0
        const { userId, keyId } = at.job
        queued.push({ ...message, userId, keyId, jobId: at.job.id, entryIndex, notBefore: at.job.createdAt })
        outcomes.push({ later: true })
      }
    }
    if (queued.length > 0) {
      const lane = {
        teamId: scope.teamId,
        pluginId: sending.plugin.id,
        phoneNumberId: sending.settings.whatsappPhoneNumberId,
      }
      await insertQueued(tx, lane, queued)
      await addJob(tx, 'send-lane', lane)
    }
    return outcomes
  }

  /** The plugin and the template as they are now; a batch may have been asked for long ago. */
  async #sending(asker: Scope, settings: BatchSettings): Promise<Sending | { error: NadiError }> {
    const { plugins, templates } = this.#parts
    try {
      const { plugin } = await plugins.withPhoneNumber(asker, settings.whatsappPhoneNumberId, settings.pluginId)
      const template = await templates.named(asker, plugin, settings.templateName, settings.language)
      return { plugin, template, settings }
    } catch (error) {
      if (error instanceof NadiError) return { error }
      throw error
    }
  }

  async #recipients(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    settings: BatchSettings,
    rows: readonly BatchRow[],
  ): Promise<(Recipient | { error: NadiError })[]> {
    const names = rows.flatMap(({ process, phoneNumber }) => (process && phoneNumber === undefined ? process : []))
    const found = names.length > 0 ? await processesNamed(tx, scope, model, settings, names) : new Map<string, never>()
    return rows.map(({ process, phoneNumber }) =>
      attempt(() => {
        if ((process === undefined) === (phoneNumber === undefined)) throw oneRecipient()
        if (process === undefined) return { to: digitsOf(String(phoneNumber), model.team.callingCode) }
        const named = found.get(process)
        if (!named) throw new Error(`The process ${process} was not looked for.`)
        if ('error' in named) throw named.error
        return { to: numberOf(named.procedure, named.row, settings.phoneAttribute), process: named }
      }),
    )
  }

  async #optedOut(
    scope: Scope,
    { template, settings }: Sending,
    recipients: readonly (Recipient | { error: NadiError })[],
  ): Promise<ReadonlySet<string>> {
    if (settings.sendToOptedOut) return new Set()
    const numbers = recipients.flatMap((each) => ('to' in each ? each.to : []))
    return this.#parts.consent.isOptedOut(scope, numbers, template.category)
  }

  async #message(
    scope: Scope,
    { template, settings }: Sending,
    row: BatchRow,
    { to, process }: Recipient,
  ): Promise<Omit<QueuedMessage, 'userId' | 'keyId' | 'jobId' | 'entryIndex' | 'notBefore'> | { error: NadiError }> {
    const { templates, newId } = this.#parts
    const { phoneNumber: _, process: __, callbackData, ...given } = row
    try {
      const filling = process && {
        id: process.row.id,
        procedure: process.procedure,
        data: process.row.data,
        derivedData: process.row.derivedData,
      }
      const filled = await templates.checkAndFill(scope, { ...given, template, process: filling })
      return {
        id: newId(),
        address: to,
        body: { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'template', template: filled },
        text: readableTemplate(templates.render(template, filled)),
        templateId: template.id,
        callbackData: callbackData ?? null,
        procedureId: process?.procedure.id ?? null,
        processId: process?.row.id ?? null,
        consentCategory: settings.sendToOptedOut ? null : template.category,
        isStored: false,
        attempts: 0,
      }
    } catch (error) {
      if (error instanceof NadiError) return { error }
      throw error
    }
  }
}

type Named = { procedure: Procedure; row: ProcessRow } | { error: NadiError }

async function processesNamed(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  { procedure: procedureName }: BatchSettings,
  names: readonly string[],
): Promise<Map<string, Named>> {
  const procedure = attempt(() => {
    if (procedureName === undefined) throw procedureMissing()
    return procedureNamed(scope, model, procedureName, 'read')
  })
  if ('error' in procedure) return new Map(names.map((name) => [name, procedure]))
  const rows = await findNamed(tx, scope, model, procedure, names)
  return new Map(
    rows.map((row, index) => [names[index] ?? '', 'error' in row ? row : { procedure, row }] satisfies [string, Named]),
  )
}

function attempt<T>(work: () => T): T | { error: NadiError } {
  try {
    return work()
  } catch (error) {
    if (error instanceof NadiError) return { error }
    throw error
  }
}

const oneRecipient = (): BadInput =>
  new BadInput('The row must say whom its message goes to: by "phoneNumber" or by "process".', {
    code: 'one_recipient',
    path: 'phoneNumber',
    hint: 'Give one of the two.',
  })

const procedureMissing = (): BadInput =>
  new BadInput('The row names a process, and the batch does not say of which procedure.', {
    code: 'procedure_missing',
    path: 'process',
    hint: 'Give "procedure" beside the rows.',
  })
