import type { Database, Reader, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, Forbidden, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import type { Follower } from '../../events/follower/service.ts'
import { recordEvent } from '../../events/record.ts'
import type { SafePost } from '../../outgoing/safe-post.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { procedureNamed } from '../../platform/processes/access.ts'
import { accessTo } from '../../platform/roles/access.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import { type Secrets, secretOfEndpoint } from '../secrets/service.ts'
import type { SecretState, ShownSecret } from '../secrets/types.ts'
import { isForeignKeyViolation } from './foreign-key-violation.ts'
import { mistakesIn } from './read-events.ts'
import * as store from './store.ts'
import type { Endpoint, EndpointChanges, EndpointKind, NewEndpoint } from './types.ts'

export interface EndpointParts {
  db: Database
  models: Models
  newId: () => string
  safePost: SafePost
  secrets: Secrets
  /** follows the events of teams that have an endpoint for them */
  relays: Follower
  /** tells the dispatcher in this process that an endpoint was changed */
  changed: () => void
}

const waitingBound = 10_000

/** Where a team's events go: any number of addresses, each with its own choice of events. */
export class Endpoints {
  readonly #parts: EndpointParts

  constructor(parts: EndpointParts) {
    this.#parts = parts
  }

  async list(scope: Scope): Promise<Endpoint[]> {
    return this.#shown(scope, await store.findEndpoints(this.#reader(scope), scope))
  }

  /** @throws NotFound */
  async fetch(scope: Scope, id: string): Promise<Endpoint> {
    return this.#shownOne(scope, await this.row(scope, id))
  }

  /** @throws NotFound */
  async row(scope: Scope, id: string): Promise<store.EndpointRow> {
    const row = uuidForm.test(id) ? await store.findEndpoint(this.#reader(scope), scope, id) : undefined
    if (!row) throw noSuchEndpoint(id)
    return row
  }

  async create(scope: Scope, input: NewEndpoint): Promise<Endpoint> {
    const { kind } = input
    const model = await this.#parts.models.of(scope)
    const now = new Date()
    const row: store.EndpointRow = {
      id: this.#parts.newId(),
      kind,
      pluginId: pluginOf(input),
      isOfConfig: false,
      name: input.name?.trim() ?? '',
      url: input.url,
      events: input.events ?? (kind === 'EVENTS' ? ['*'] : []),
      procedureIds: this.#procedures(scope, model, { kind, names: input.procedures ?? null }),
      statusForm: input.statusForm ?? 'STATUS',
      status: 'ACTIVE',
      pauseReason: null,
      pauseMessage: null,
      pausedAt: null,
      failingSince: null,
      failures: 0,
      lastSuccessAt: null,
      createdBy: scope.userId,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }
    await this.#check(row)
    await inTransaction(this.#parts.db, scope, async (tx) => {
      await this.insert(tx, scope, row)
    })
    this.#parts.changed()
    return this.#shownOne(scope, row)
  }

  async insert(tx: Tx, scope: Scope, row: store.EndpointRow): Promise<void> {
    try {
      await store.insertEndpoint(tx, scope, row)
    } catch (error) {
      if (!isForeignKeyViolation(error, 'webhook_endpoints_plugin')) throw error
      throw new NotFound(`There is no plugin ${row.pluginId}.`, { code: 'no_such_plugin', path: 'plugin' })
    }
    if (isRelayed(row)) await this.#parts.relays.begin(tx, scope)
    await recordEvent(tx, scope, {
      kind: 'webhook_endpoint.created',
      subjectId: row.id,
      before: null,
      after: told(row),
    })
  }

  /** Only the fields that are passed change. What waits for it goes to the new address. */
  async update(scope: Scope, id: string, changes: EndpointChanges): Promise<Endpoint> {
    const model = await this.#parts.models.of(scope)
    return this.#change(scope, id, 'updated', async (before) => {
      if (before.isOfConfig && (changes.url ?? changes.events) !== undefined) throw setByPlugin(before)
      const after = {
        ...withAddress(before, changes.url ?? before.url),
        name: changes.name?.trim() ?? before.name,
        events: changes.events ?? before.events,
        procedureIds:
          changes.procedures === undefined
            ? before.procedureIds
            : this.#procedures(scope, model, { kind: before.kind, names: changes.procedures }),
        statusForm: changes.statusForm ?? before.statusForm,
      }
      await this.#check(after)
      return after
    })
  }

  /** What it still had to get is never sent. */
  async delete(scope: Scope, id: string): Promise<Endpoint> {
    const shown = await this.fetch(scope, id)
    await inTransaction(this.#parts.db, scope, async (tx) => {
      const row = await store.lockEndpoint(tx, scope, shown.id)
      if (!row) throw noSuchEndpoint(id)
      if (row.isOfConfig) throw setByPlugin(row)
      await this.remove(tx, scope, row)
    })
    this.#parts.changed()
    return shown
  }

  async remove(tx: Tx, scope: Scope, row: store.EndpointRow): Promise<void> {
    await store.deleteEndpoint(tx, scope, row.id)
    await this.#parts.secrets.remove(tx, scope, secretOfEndpoint(row.id))
    await recordEvent(tx, scope, {
      kind: 'webhook_endpoint.deleted',
      subjectId: row.id,
      before: told(row),
      after: null,
    })
  }

  /** Its deliveries wait from now on. */
  pause(scope: Scope, id: string): Promise<Endpoint> {
    return this.#change(scope, id, 'paused', async (before) => {
      if (before.status === 'PAUSED') return before
      const message = 'Paused by a person.'
      return { ...before, status: 'PAUSED', pauseReason: 'PERSON', pauseMessage: message, pausedAt: new Date() }
    })
  }

  /** What has waited is sent, the oldest first. */
  resume(scope: Scope, id: string): Promise<Endpoint> {
    return this.#change(scope, id, 'resumed', async (before) => resumed(before))
  }

  /** Gives it a secret of its own, or rotates that. */
  async rotateSecret(scope: Scope, id: string): Promise<ShownSecret> {
    return this.#parts.secrets.rotate(scope, secretOfEndpoint((await this.row(scope, id)).id))
  }

  async confirmSecret(scope: Scope, id: string): Promise<SecretState> {
    return this.#parts.secrets.confirm(scope, secretOfEndpoint((await this.row(scope, id)).id))
  }

  async cancelSecret(scope: Scope, id: string): Promise<SecretState> {
    return this.#parts.secrets.cancel(scope, secretOfEndpoint((await this.row(scope, id)).id))
  }

  /** It signs with the secret of the team again. */
  async removeSecret(scope: Scope, id: string): Promise<Endpoint> {
    const row = await this.row(scope, id)
    await inTransaction(this.#parts.db, scope, (tx) => this.#parts.secrets.remove(tx, scope, secretOfEndpoint(row.id)))
    return this.#shownOne(scope, row)
  }

  async #change(
    scope: Scope,
    id: string,
    verb: string,
    change: (before: store.EndpointRow) => Promise<store.EndpointRow>,
  ): Promise<Endpoint> {
    const changed = await inTransaction(this.#parts.db, scope, async (tx) => {
      const before = uuidForm.test(id) ? await store.lockEndpoint(tx, scope, id) : undefined
      if (!before) throw noSuchEndpoint(id)
      const after = await change(before)
      return after === before ? before : this.save(tx, scope, { before, after, verb })
    })
    this.#parts.changed()
    return this.#shownOne(scope, changed)
  }

  async save(
    tx: Tx,
    scope: Scope,
    { before, after, verb }: { before: store.EndpointRow; after: store.EndpointRow; verb: string },
  ): Promise<store.EndpointRow> {
    if (Object.keys(differences(told(before), told(after)).after).length === 0) return before
    const saved = { ...after, version: before.version + 1, updatedAt: new Date() }
    await store.updateEndpoint(tx, scope, saved)
    if (isRelayed(saved)) await this.#parts.relays.begin(tx, scope)
    await recordEvent(tx, scope, {
      kind: `webhook_endpoint.${verb}`,
      subjectId: saved.id,
      ...differences(told(before), told(saved)),
    })
    return saved
  }

  async #check({ kind, url, events }: store.EndpointRow): Promise<void> {
    const mistakes = mistakesIn(kind, events)
    if (mistakes.length > 0) throw new BadInput(mistakes)
    await this.#parts.safePost.assertPublicUrl(url)
  }

  /** Whoever chooses where events go can read them there: only those of procedures that the role reads in full. */
  #procedures(
    scope: Scope,
    model: TeamModel,
    { kind, names }: { kind: EndpointKind; names: readonly string[] | null },
  ): string[] | null {
    if (kind !== 'EVENTS') return null
    const chosen = names?.map((name) => procedureNamed(scope, model, name, 'read')) ?? null
    const unread = (chosen ?? [...model.procedures.values()]).find(({ id }) => accessTo(scope.role, id).read !== 'all')
    if (unread) {
      throw new Forbidden(
        `The role "${scope.role.name}" does not read all of ${unread.shortId}, so it can't have its events sent.`,
        {
          code: 'procedure_not_read',
          path: 'procedures',
          hint: 'Name procedures that the role reads in full, or use a key whose role reads all.',
        },
      )
    }
    return chosen?.map(({ id }) => id) ?? null
  }

  async #shownOne(scope: Scope, row: store.EndpointRow): Promise<Endpoint> {
    const [shown] = await this.#shown(scope, [row])
    return shown as Endpoint
  }

  async #shown(scope: Scope, rows: readonly store.EndpointRow[]): Promise<Endpoint[]> {
    const ids = rows.map(({ id }) => id)
    const waiting = await store.countWaiting(this.#reader(scope), scope, ids, waitingBound)
    const secrets = await this.#parts.secrets.states(scope, ids.map(secretOfEndpoint))
    return rows.map((row) => ({
      ...told(row),
      id: row.id,
      waiting: waiting.get(row.id) ?? 0,
      hasOwnSecret: secrets.has(row.id),
      isSecretRotating: secrets.get(row.id)?.isRotating ?? false,
      failingSince: row.failingSince?.getTime() ?? null,
      failures: row.failures,
      lastSuccessAt: row.lastSuccessAt?.getTime() ?? null,
      createdAt: row.createdAt.getTime(),
      updatedAt: row.updatedAt.getTime(),
    }))
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#parts.db
  }
}

/** A new address deserves a new beginning, unless a person has paused it. */
export const withAddress = (row: store.EndpointRow, url: string): store.EndpointRow =>
  row.url === url || row.pauseReason === 'PERSON' ? { ...row, url } : { ...resumed(row), url }

const resumed = (row: store.EndpointRow): store.EndpointRow => ({
  ...row,
  status: 'ACTIVE',
  pauseReason: null,
  pauseMessage: null,
  pausedAt: null,
  failingSince: null,
  failures: 0,
})

/** Whether it gets something that comes from the event table. */
const isRelayed = ({ kind, events }: store.EndpointRow): boolean =>
  kind === 'EVENTS' || (kind === 'PASS_THROUGH' && events.includes('send_message_template'))

/** As events and people are told of it. */
const told = (row: store.EndpointRow) => ({
  kind: row.kind,
  plugin: row.pluginId,
  isOfPluginConfig: row.isOfConfig,
  name: row.name,
  url: row.url,
  events: row.events,
  procedures: row.procedureIds,
  statusForm: row.statusForm,
  status: row.status,
  pauseReason: row.pauseReason,
  pauseMessage: row.pauseMessage,
  pausedAt: row.pausedAt?.getTime() ?? null,
  createdBy: row.createdBy,
  version: row.version,
})

function pluginOf({ kind, plugin }: NewEndpoint): string | null {
  if (kind === 'EVENTS') {
    if (plugin) {
      throw new BadInput('An endpoint for the events of the engine has no plugin.', {
        path: 'plugin',
        hint: 'Leave "plugin" out, or choose the kind PASS_THROUGH or CHAKRA.',
      })
    }
    return null
  }
  if (!plugin || !uuidForm.test(plugin)) {
    throw new BadInput(`A ${kind} endpoint needs the uuid of the plugin whose events it gets.`, {
      path: 'plugin',
      hint: 'It stands in the address of WhatsApp Setup: /admin/plugin/<uuid>.',
    })
  }
  return plugin
}

const noSuchEndpoint = (id: string): NotFound =>
  new NotFound(`There is no webhook endpoint ${id}.`, {
    code: 'no_such_endpoint',
    path: 'endpointId',
    hint: 'GET /v1/ext/webhook-endpoints lists them.',
  })

const setByPlugin = ({ pluginId }: store.EndpointRow): Conflict =>
  new Conflict("This endpoint is set by its plugin's configuration, so its address and events are changed there.", {
    code: 'set_by_plugin',
    hint: `POST /v1/ext/plugin/whatsapp/${pluginId}/update-config changes it, and an empty address removes it.`,
  })
