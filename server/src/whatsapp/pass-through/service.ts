import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { recordEvent } from '../../events/record.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'
import { passOn } from '../graph/calls/pass.ts'
import type { Graph, GraphAnswer, GraphBody, GraphMethod } from '../graph/client.ts'
import type { ObjectKind, PluginObjects } from '../plugins/objects.ts'
import { account, type Plugin } from '../plugins/service.ts'
import { assertMayPass, assertPassable, isAdministration, type PassedPath } from './rules.ts'
import { withoutSecrets } from './secrets.ts'

export interface Passed extends PassedPath {
  method: GraphMethod
  /** of the Graph API: v23.0 */
  version: string
  query: URLSearchParams
  headers?: Readonly<Record<string, string>>
  body?: GraphBody | undefined
}

/** Meta's answer, without the secrets that it may repeat. */
export interface PassedAnswer {
  status: number
  contentType: string
  /** text where it is JSON, so that it is what Meta wrote */
  body: string | Buffer
}

/** Hears of what was passed on with success: what is kept of Meta's objects may be old by now. */
export type AfterPassing = (
  scope: Scope,
  plugin: Plugin,
  passed: { method: GraphMethod; kind: ObjectKind; objectId: string; edge: string | undefined },
) => Promise<void>

/** What the answer of an edge names belongs to the plugin as well. */
const kindsOfEdges: Readonly<Record<string, ObjectKind>> = {
  media: 'media',
  flows: 'flow',
  groups: 'group',
  uploads: 'upload',
  message_templates: 'template',
}

/** After these the numbers, or where the events go, are others than what was read. */
const edgesOfNumbers: ReadonlySet<string> = new Set([
  'phone_numbers',
  'register',
  'deregister',
  'verify_code',
  'subscribed_apps',
])

/** Passes calls on to Meta as they are, of whatever it has that has no call of its own here. */
export class PassThrough {
  readonly #db: Database
  readonly #graph: Graph
  readonly #objects: PluginObjects
  readonly #after: AfterPassing[] = []

  constructor(parts: { db: Database; graph: Graph; objects: PluginObjects }) {
    this.#db = parts.db
    this.#graph = parts.graph
    this.#objects = parts.objects
  }

  whenPassed(work: AfterPassing): void {
    this.#after.push(work)
  }

  /**
   * Asks Meta in the name of the plugin that the id in the path belongs to.
   * @param pluginId where the path names it; else it is found by the id
   * @throws GraphRefusal with Meta's status and error, NotFound for an id of no plugin, Conflict for one of several
   */
  async pass(scope: Scope, passed: Passed, pluginId?: string): Promise<PassedAnswer> {
    const { method, objectId, query } = passed
    assertPassable(method, passed, query)
    const { plugin, kind } = await this.#objects.withObject(scope, objectId, pluginId)
    assertMayPass(scope, method, kind, passed)
    const answer = await passOn(this.#graph, account(plugin), { ...passed, kind })
    await this.#settle(scope, plugin, kind, passed, answer)
    return toPassed(plugin, answer)
  }

  async #settle(scope: Scope, plugin: Plugin, kind: ObjectKind, passed: Passed, answer: GraphAnswer): Promise<void> {
    const { method, objectId, edge } = passed
    const learnt = edge === undefined ? undefined : kindsOfEdges[edge]
    if (learnt) await this.#objects.remember(scope, plugin, learnt, idsIn(answer.body))
    if (method === 'GET') return
    if (method === 'DELETE' && edge === undefined) await this.#objects.forget(scope, objectId)
    if (isAdministration(method, kind, edge)) {
      await inTransaction(this.#db, scope, async (tx) => {
        const after = { method, path: [objectId, edge].filter(Boolean).join('/'), status: answer.status }
        await recordEvent(tx, scope, { kind: 'plugin.changed_at_meta', subjectId: plugin.id, before: null, after })
        if (edge === undefined || !edgesOfNumbers.has(edge)) return
        const job = { teamId: scope.teamId, pluginId: plugin.id }
        await addJob(tx, 'plugin-check', job, { jobKey: `plugin-check:${plugin.id}` })
      })
    }
    for (const work of this.#after) await work(scope, plugin, { method, kind, objectId, edge })
  }
}

function toPassed(plugin: Plugin, { status, headers, raw }: GraphAnswer): PassedAnswer {
  const contentType = String(headers['content-type'] ?? 'application/octet-stream')
  // Meta calls its JSON JavaScript where nobody asks for JSON
  const isJson = /json|javascript/.test(contentType)
  return isJson
    ? { status, contentType: 'application/json; charset=utf-8', body: withoutSecrets(raw.toString('utf8'), plugin) }
    : { status, contentType, body: raw }
}

/** `{id}`, `{data: [{id}]}` and `{data: {groups: [{id}]}}` */
function idsIn(body: unknown): string[] {
  const { id, data } = (body ?? {}) as { id?: unknown; data?: unknown }
  const listed = Array.isArray(data) ? data : ((data as { groups?: unknown } | undefined)?.groups ?? [])
  const ids = [id, ...(Array.isArray(listed) ? listed : []).map((each: { id?: unknown } | null) => each?.id)]
  return ids.filter((each) => typeof each === 'string').map((each) => each.split('?')[0] ?? '')
}
