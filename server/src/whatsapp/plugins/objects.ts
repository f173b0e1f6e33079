import type { Database } from '../../database/database.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Graph } from '../graph/client.ts'
import { askWhatItIs } from './ask-what-it-is.ts'
import * as store from './objects.store.ts'
import type { Plugin } from './plugin.ts'
import type { Plugins } from './service.ts'

export const objectKinds = ['waba', 'number', 'app', 'template', 'flow', 'media', 'group', 'upload'] as const
/** What an id of Meta stands for. */
export type ObjectKind = (typeof objectKinds)[number]

/** An id of Meta, and whose it is. */
export interface OwnedObject {
  plugin: Plugin
  kind: ObjectKind
}

/** what Meta does not know now it may know in a minute */
const unknownMs = 60_000
const mostUnknown = 10_000
/** asking Meta in the name of more plugins would take too long */
const mostAsked = 20

/** Knows which plugin an id of Meta belongs to: as stored, else as Meta says, which is asked once. */
export class PluginObjects {
  readonly #db: Database
  readonly #graph: Graph
  readonly #plugins: Plugins
  readonly #unknown = new Map<string, number>()
  #pluginsWithTemplate: (scope: Scope, id: string) => Promise<string[]> = async () => []

  constructor(parts: { db: Database; graph: Graph; plugins: Plugins }) {
    this.#db = parts.db
    this.#graph = parts.graph
    this.#plugins = parts.plugins
  }

  /** @param pluginsWith the plugins of the team that have a template, as it is kept */
  knowTemplates(pluginsWith: (scope: Scope, id: string) => Promise<string[]>): void {
    this.#pluginsWithTemplate = pluginsWith
  }

  /**
   * The plugin that an id belongs to.
   * @throws NotFound where it is no plugin's, or not that of `pluginId`; Conflict where it is several plugins' and none is named
   */
  async withObject(scope: Scope, id: string, pluginId?: string): Promise<OwnedObject> {
    const stored = await this.#stored(scope, id)
    if (pluginId !== undefined) {
      const plugin = await this.#plugins.connected(scope, pluginId)
      const kind = kindWithin(plugin, id) ?? stored.find((known) => known.pluginId === plugin.id)?.kind
      const found = kind ?? (await this.#ask(scope, plugin, id))
      if (found) return { plugin, kind: found }
      throw noSuchObject(id, plugin)
    }
    const plugins = (await this.#plugins.list(scope)).filter(({ status }) => status === 'CONNECTED')
    const known = plugins.flatMap((plugin) => {
      const kind = kindWithin(plugin, id) ?? stored.find((each) => each.pluginId === plugin.id)?.kind
      return kind ? { plugin, kind } : []
    })
    return only(id, known.length > 0 ? known : await this.#askAll(scope, plugins, id))
  }

  /** Keeps what an answer of Meta has shown to be the plugin's. */
  async remember(scope: Scope, plugin: Pick<Plugin, 'id'>, kind: ObjectKind, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await store.insertObjects(scope.transaction ?? this.#db, scope, { pluginId: plugin.id, kind, ids })
    for (const id of ids) this.#unknown.delete(`${plugin.id}/${id}`)
  }

  async forget(scope: Scope, id: string): Promise<void> {
    await store.deleteObject(scope.transaction ?? this.#db, scope, id)
  }

  async #stored(scope: Scope, id: string): Promise<store.KnownObject[]> {
    const seen = await store.findOwners(scope.transaction ?? this.#db, scope, id)
    if (seen.length > 0) return seen
    const pluginIds = await this.#pluginsWithTemplate(scope, id)
    return pluginIds.map((pluginId) => ({ pluginId, kind: 'template' }))
  }

  async #askAll(scope: Scope, plugins: readonly Plugin[], id: string): Promise<OwnedObject[]> {
    const found: OwnedObject[] = []
    for (const plugin of plugins.slice(0, mostAsked)) {
      const kind = await this.#ask(scope, plugin, id)
      if (kind) found.push({ plugin, kind })
    }
    return found
  }

  async #ask(scope: Scope, plugin: Plugin, id: string): Promise<ObjectKind | undefined> {
    const key = `${plugin.id}/${id}`
    if (Date.now() - (this.#unknown.get(key) ?? 0) < unknownMs) return undefined
    const kind = await askWhatItIs(this.#graph, plugin, id)
    if (kind) {
      await this.remember(scope, plugin, kind, [id])
      return kind
    }
    if (this.#unknown.size >= mostUnknown) this.#unknown.clear()
    this.#unknown.set(key, Date.now())
    return undefined
  }
}

function kindWithin({ wabaId, appId, numbers }: Plugin, id: string): ObjectKind | undefined {
  if (id === wabaId) return 'waba'
  if (id === appId) return 'app'
  return numbers.some((number) => number.id === id) ? 'number' : undefined
}

function only(id: string, found: readonly OwnedObject[]): OwnedObject {
  const [first, ...others] = found
  if (first === undefined) throw noSuchObject(id)
  if (others.length === 0) return first
  const named = found.map(({ plugin }) => `"${plugin.name}" (${plugin.id})`).join(', ')
  throw new Conflict(`Several plugins of this team have ${id}: ${named}.`, {
    code: 'several_plugins',
    path: 'pluginId',
    hint: 'Name one of them in the path: /v1/ext/plugin/whatsapp/{pluginId}/api/…',
  })
}

const noSuchObject = (id: string, plugin?: Plugin): NotFound =>
  new NotFound(plugin ? `${id} is nothing of the plugin "${plugin.name}".` : `No plugin of this team has ${id}.`, {
    code: 'no_such_object',
    hint: "The id of an account, a number, a template, a flow, a file or a group belongs here; GET /v1/ext/whatsapp-phone-number lists the numbers' ids.",
  })
