import { BadInput } from '../../errors.ts'
import { explainValidation } from '../../http/explain-validation.ts'
import { checkBody } from '../../http/validation.ts'
import type { SpooledRows } from '../../platform/background-jobs/row-file.ts'
import type { BackgroundJobs } from '../../platform/background-jobs/service.ts'
import type { BackgroundJob } from '../../platform/background-jobs/types.ts'
import type { Scope } from '../../scope.ts'
import type { Plugins } from '../plugins/service.ts'
import { present } from '../templates/absent.ts'
import type { Templates } from '../templates/service.ts'
import { timeOf } from './schedule.ts'
import { BatchHead, type BatchSettings } from './types.ts'

const checkHead = checkBody(BatchHead)

/** Takes batches in: what can be told of one as a whole is told at once, of its rows by the background job. */
export class Batches {
  readonly #backgroundJobs: BackgroundJobs
  readonly #plugins: Plugins
  readonly #templates: Templates

  constructor(parts: { backgroundJobs: BackgroundJobs; plugins: Plugins; templates: Templates }) {
    this.#backgroundJobs = parts.backgroundJobs
    this.#plugins = parts.plugins
    this.#templates = parts.templates
  }

  /** @throws BadInput also where there is no such template, NotFound where there is no such number */
  async begin(scope: Scope, pluginId: string, rows: SpooledRows): Promise<BackgroundJob> {
    const head = present(rows.head ?? {})
    const flaws = checkHead(head)
    if (flaws) throw new BadInput(explainValidation(flaws, 'body'))
    const { scheduledFor, language, languageCode, ...given } = head as BatchHead
    const at = timeOf(scheduledFor)
    const { plugin } = await this.#plugins.withPhoneNumber(scope, given.whatsappPhoneNumberId, pluginId)
    const template = await this.#templates.named(scope, plugin, given.templateName, language ?? languageCode)
    const settings: BatchSettings = { ...given, language: template.language, pluginId: plugin.id }
    return this.#backgroundJobs.beginSending(scope, rows, { settings, scheduledFor: at ?? null })
  }
}
