import type { Database, Reader, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import { addJob } from '../../jobs/add.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Procedure } from '../../platform/model/types.ts'
import { procedureNamed } from '../../platform/processes/access.ts'
import type { Data } from '../../platform/processes/row.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import { type MetaTemplate, readTemplates } from '../graph/calls/templates.ts'
import type { Graph } from '../graph/client.ts'
import { account, type Plugin, type Plugins } from '../plugins/service.ts'
import { applied, type TemplateChange, templateOf } from './apply-event.ts'
import { choose } from './choose.ts'
import { readCursor, writeCursor } from './cursor.ts'
import * as events from './events.store.ts'
import { fillTemplate } from './fill.ts'
import { fromProcess } from './from-process.ts'
import type { FromProcess, Given } from './given.ts'
import { checkMapping } from './mapping.ts'
import type { SentTemplate } from './meta.ts'
import { type RenderedTemplate, renderTemplate } from './render.ts'
import * as store from './store.ts'
import type { Template, TemplateQuery } from './types.ts'

/** The process whose attributes fill what a caller leaves out. */
export interface FillingProcess {
  procedure: Procedure
  data: Data
  derivedData: Data
}

export interface TemplatePage {
  templates: Template[]
  hasMore: boolean
  nextCursor?: string
  readAt: number | null
}

/** A list older than this is read anew by itself. */
const freshMs = 6 * 3_600_000
/** Meta is asked for one name at most this often: a template that is not there is looked for again and again by a caller's loop. */
const askedAgainMs = 10_000
const mostAsked = 1000

/** The templates of the connected accounts: kept here, read from Meta at need, kept true by its webhooks. */
export class Templates {
  readonly #db: Database
  readonly #graph: Graph
  readonly #plugins: Plugins
  readonly #models: Models
  readonly #askedAt = new Map<string, number>()

  constructor(parts: { db: Database; graph: Graph; plugins: Plugins; models: Models }) {
    this.#db = parts.db
    this.#graph = parts.graph
    this.#plugins = parts.plugins
    this.#models = parts.models
  }

  async list(scope: Scope, pluginId: string, query: TemplateQuery): Promise<TemplatePage> {
    const plugin = await this.#plugins.get(scope, pluginId)
    const db = this.#reader(scope)
    const readAt = (await store.findReadAt(db, scope, plugin.id)) ?? (await this.#readFirst(scope, plugin))
    const { search, status, category, language, limit } = query
    const found = await store.findTemplates(db, scope, plugin.id, {
      search: search || undefined,
      status: status?.toUpperCase(),
      category: category?.toUpperCase(),
      language,
      after: query.cursor === undefined ? undefined : readCursor(query.cursor),
      limit: limit + 1,
    })
    const templates = found.slice(0, limit)
    const last = found.length > limit ? templates.at(-1) : undefined
    return {
      templates,
      hasMore: last !== undefined,
      ...(last && { nextCursor: writeCursor(last) }),
      readAt: readAt?.getTime() ?? null,
    }
  }

  /** @throws NotFound */
  async get(scope: Scope, pluginId: string, templateId: string): Promise<Template> {
    const plugin = await this.#plugins.get(scope, pluginId)
    const template = await store.findTemplate(this.#reader(scope), scope, plugin.id, templateId)
    if (template) return template
    throw noSuchTemplate(templateId, plugin)
  }

  /**
   * The template to send. One that is not known, or not approved, is looked for at Meta once more: it may have changed a moment ago.
   * @throws BadInput where there is none of that name and language, several to choose from, or it is not approved
   */
  async named(scope: Scope, plugin: Plugin, name: string, language?: string): Promise<Template> {
    const known = await store.findNamed(this.#reader(scope), scope, plugin.id, name)
    const chosen = choose(known, name, language)
    if ('template' in chosen && chosen.template.readAt.getTime() > 0) return chosen.template
    const isUnclear = 'problem' in chosen && chosen.problem.code === 'several_languages'
    const read = isUnclear ? undefined : await this.#askFor(scope, plugin, name)
    const again = read ? choose(read, name, language) : chosen
    if ('template' in again) return again.template
    throw new BadInput([again.problem])
  }

  /** @throws BadInput naming every parameter that is missing, surplus or wrong */
  async checkAndFill(
    scope: Scope,
    { template, process, ...given }: Given & { template: Template; process?: FillingProcess | undefined },
  ): Promise<SentTemplate> {
    return fillTemplate(template, given, await this.#fromProcess(scope, template, process))
  }

  async #fromProcess(scope: Scope, template: Template, process: FillingProcess | undefined): Promise<FromProcess> {
    if (!process) return new Map()
    const model = await this.#models.of(scope)
    const reader = { model, language: template.language }
    return fromProcess(template.processMapping, process.procedure, process, reader)
  }

  /** What a message of the template looks like; unfilled parameters stay as they are written. */
  render(template: Pick<Template, 'components'>, sent?: SentTemplate): RenderedTemplate {
    return renderTemplate(template.components, sent?.components)
  }

  /** Which attribute of a procedure fills which parameter where a caller leaves it out. */
  async setMapping(
    scope: Scope,
    pluginId: string,
    templateId: string,
    { procedure: procedureName, mapping }: { procedure: string; mapping: Record<string, string> },
  ): Promise<Template> {
    const plugin = await this.#plugins.get(scope, pluginId)
    const model = await this.#models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'read')
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await store.lockTemplate(tx, scope, plugin.id, templateId)
      if (!before) throw noSuchTemplate(templateId, plugin)
      const checked = checkMapping(before, procedure, mapping)
      await store.writeMapping(tx, scope, before, checked)
      await recordEvent(tx, scope, {
        kind: 'template.updated',
        subjectId: plugin.id,
        before: { id: before.id, name: before.name, processMapping: before.processMapping },
        after: { id: before.id, name: before.name, processMapping: checked },
      })
      return { ...before, processMapping: checked, updatedAt: new Date() }
    })
  }

  /** Reads all templates of an account from Meta; those that are no longer there vanish from the list. */
  async refresh(scope: Scope, plugin: Plugin): Promise<{ count: number }> {
    const readAt = new Date()
    const templates = await readTemplates(this.#graph, account(plugin), { wabaId: plugin.wabaId })
    await inTransaction(this.#db, scope, async (tx) => {
      await store.writeTemplates(tx, scope, plugin.id, { templates, readAt, scope: 'whole' })
      await store.markRead(tx, scope, plugin.id, readAt)
    })
    return { count: templates.length }
  }

  /** A template that Meta has just taken from us: known at once, and read anew a moment later, when Meta has settled it. */
  async made(scope: Scope, plugin: Plugin, given: unknown, answered: unknown): Promise<void> {
    const template = madeOf(given, answered)
    await inTransaction(this.#db, scope, async (tx) => {
      if (template) {
        await store.writeTemplates(tx, scope, plugin.id, { templates: [template], readAt: new Date(), scope: null })
      }
      await askToRead(tx, scope, plugin.id, 3)
    })
  }

  /** Has an account's templates read soon. */
  async askToRead(scope: Scope, plugin: Plugin): Promise<void> {
    await inTransaction(this.#db, scope, (tx) => askToRead(tx, scope, plugin.id, 0))
  }

  async forget(scope: Scope, plugin: Plugin, by: { name: string | null; templateId: string | null }): Promise<void> {
    await inTransaction(this.#db, scope, (tx) => store.markDeleted(tx, scope, plugin.id, by))
  }

  /** The plugins of the team that have a template. */
  pluginsWith(scope: Scope, templateId: string): Promise<string[]> {
    return store.findPluginsOf(this.#reader(scope), scope, templateId)
  }

  async has(scope: Scope, plugin: Plugin, templateId: string): Promise<boolean> {
    return (await store.findTemplate(this.#reader(scope), scope, plugin.id, templateId)) !== undefined
  }

  /** Takes in what a webhook tells of a template. Repeated or in another order, the same changes end in the same state. */
  async applyEvent(tx: Tx, scope: Scope, { id: pluginId }: Pick<Plugin, 'id'>, change: TemplateChange): Promise<void> {
    const named = templateOf(change)
    if (!named) return
    const isNew = await events.ensureTemplate(tx, scope, pluginId, named)
    const before = await events.lockTold(tx, scope, pluginId, named.id)
    if (isNew || !before || change.field === 'message_template_components_update') {
      await askToRead(tx, scope, pluginId, 2)
    }
    if (!before) return
    const after = applied(before, change)
    if (after === before) return
    await events.writeTold(tx, scope, pluginId, named.id, after)
    const changed = differences(before, after)
    await recordEvent(tx, scope, {
      kind: 'template.updated',
      subjectId: pluginId,
      before: { ...named, ...changed.before },
      after: { ...named, ...changed.after },
      at: change.at,
    })
  }

  /** The queue's: reads an account's templates, unless it was disconnected meanwhile. */
  readonly runRefresh = async ({ teamId, pluginId }: { teamId: string; pluginId: string }): Promise<void> => {
    const scope = operatorScope(teamId)
    const plugin = (await this.#plugins.list(scope)).find(({ id }) => id === pluginId)
    if (plugin?.status === 'CONNECTED') await this.refresh(scope, plugin)
  }

  /** Of upkeep: asks for a new reading of lists that are old. */
  readonly refreshOld = async (teamId: string): Promise<void> => {
    const scope = operatorScope(teamId)
    for (const { id: pluginId, status } of await this.#plugins.list(scope)) {
      const readAt = await store.findReadAt(this.#db, scope, pluginId)
      if (status !== 'CONNECTED' || (readAt && Date.now() - readAt.getTime() < freshMs)) continue
      await inTransaction(this.#db, scope, (tx) => askToRead(tx, scope, pluginId, 0))
    }
  }

  /** The list of an account that was connected a moment ago. */
  async #readFirst(scope: Scope, plugin: Plugin): Promise<Date | undefined> {
    if (plugin.status !== 'CONNECTED') return undefined
    await this.refresh(scope, plugin)
    return store.findReadAt(this.#reader(scope), scope, plugin.id)
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#db
  }

  /** The templates of a name as Meta has them now; undefined where it was asked a moment ago. */
  async #askFor(scope: Scope, plugin: Plugin, name: string): Promise<Template[] | undefined> {
    const key = `${plugin.id} ${name}`
    const now = Date.now()
    if (now - (this.#askedAt.get(key) ?? 0) < askedAgainMs) return undefined
    if (this.#askedAt.size >= mostAsked) this.#askedAt.clear()
    this.#askedAt.set(key, now)
    const readAt = new Date()
    const found = await readTemplates(this.#graph, account(plugin), { wabaId: plugin.wabaId, name })
    // Meta finds names that hold it, too
    const templates = found.filter((template) => template.name === name)
    await inTransaction(this.#db, scope, (tx) =>
      store.writeTemplates(tx, scope, plugin.id, { templates, readAt, scope: { name } }),
    )
    return store.findNamed(this.#reader(scope), scope, plugin.id, name)
  }
}

/** In the transaction that gives the reason; a reading that still waits is replaced. Upkeep asks again where Meta was silent. */
const askToRead = (tx: Tx, { teamId }: Scope, pluginId: string, delaySeconds: number): Promise<void> =>
  addJob(
    tx,
    'refresh-templates',
    { teamId, pluginId },
    { jobKey: `refresh-templates:${pluginId}`, delaySeconds, maxAttempts: 5 },
  )

/** What was asked for with what Meta made of it; undefined where it does not say enough, as with templates of Meta's library. */
function madeOf(given: unknown, answered: unknown): MetaTemplate | undefined {
  const { name, language, category, parameter_format, components } = (given ?? {}) as Partial<MetaTemplate>
  const { id, status, category: settled } = (answered ?? {}) as Partial<MetaTemplate>
  if (!id || typeof name !== 'string' || typeof language !== 'string' || !Array.isArray(components)) return undefined
  return {
    id: String(id),
    name,
    language,
    components,
    status: status ?? 'PENDING',
    category: settled ?? category ?? 'UTILITY',
    ...(parameter_format && { parameter_format: parameter_format.toUpperCase() }),
  }
}

const noSuchTemplate = (templateId: string, plugin?: Plugin): NotFound =>
  new NotFound(
    `${plugin ? `The plugin "${plugin.name}" has` : 'The plugins of this team have'} no template ${templateId}.`,
    {
      code: 'no_such_template',
      path: 'templateId',
      hint: 'GET /v1/ext/plugin/whatsapp/{pluginId}/templates lists them with their ids.',
    },
  )
