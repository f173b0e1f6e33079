import { validate as isUuid } from 'uuid'
import type { Database, Tx } from '../../database/database.ts'
import { claimKeyHash, type KeyOwner } from '../../database/global-lookups.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { CredentialCache } from '../../http/credential-cache.ts'
import type { Scope } from '../../scope.ts'
import { whileModelStands } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { assertCovers } from '../roles/access.ts'
import { roleMeant } from '../roles/find.ts'
import { ownerMeant } from './owner.ts'
import { cachedPrincipals, type KeyPrincipal } from './principals.ts'
import { hashKey, keyHint, newKeySecret } from './secret.ts'
import * as store from './store.ts'
import type { ApiKey, ApiKeyChanges, CreatedApiKey, NewApiKey } from './types.ts'

export class Keys {
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string
  readonly #principals: CredentialCache<KeyPrincipal>

  constructor(parts: { db: Database; models: Models; newId: () => string }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#newId = parts.newId
    this.#principals = cachedPrincipals(parts.db)
  }

  /** Whom the key speaks for; undefined for an unknown or revoked one. */
  find(key: string): KeyPrincipal | undefined | Promise<KeyPrincipal | undefined> {
    return this.#principals.find(key)
  }

  /** Forgets what it knows of keys, of every team. */
  dropAll(): void {
    this.#principals.dropAll()
  }

  /**
   * A key, whose secret is answered this once.
   * @param input.secret the secret where it is given, such as the operator's NADI_API_KEY; else one is made
   * @throws Conflict where the given secret is in use
   * @throws Forbidden where it would hold more than the role of who asks
   */
  create(scope: Scope, input: NewApiKey & { secret?: string | null }): Promise<CreatedApiKey> {
    return whileModelStands({ db: this.#db, models: this.#models }, scope, async (tx, model) => {
      const role = roleMeant(model, input.role, 'role')
      assertCovers(scope.role, role, { doing: `a key with the role "${role.name}"`, model })
      const key = input.secret ?? newKeySecret(model.team.shortId)
      const row: store.KeyRow = {
        id: this.#newId(),
        name: input.name.trim(),
        description: input.description ?? '',
        roleId: role.id,
        userId: ownerMeant(scope, model, input.user),
        hint: keyHint(key),
        requestsPerMinute: input.requestsPerMinute ?? null,
        createdAt: new Date(),
        lastUsedAt: null,
        revokedAt: null,
      }
      if (!(await claimKeyHash(tx, hashKey(key), { teamId: scope.teamId, keyId: row.id }))) {
        throw new Conflict('That API key is in use already.', {
          path: 'secret',
          hint: 'Leave it out to have one made.',
        })
      }
      await store.insertKey(tx, scope, row)
      const shown = toApiKey(row, model)
      await recordEvent(tx, scope, { kind: 'key.created', subjectId: row.id, before: null, after: shown })
      return { ...shown, key }
    })
  }

  /** What a key that is not revoked may do now, for work that goes on after its request. */
  activeKey(owner: KeyOwner): Promise<store.ActiveKey | undefined> {
    return store.findActiveKey(this.#db, owner)
  }

  async list(scope: Scope, filter: { isRevoked: boolean }): Promise<ApiKey[]> {
    const model = await this.#models.of(scope)
    const rows = await store.findKeys(scope.transaction ?? this.#db, scope, filter)
    return rows.map((row) => toApiKey(row, model))
  }

  /** Only the fields that are passed change; the secret stays. */
  update(scope: Scope, id: string, changes: ApiKeyChanges): Promise<ApiKey> {
    return this.#change(scope, id, 'key.updated', (before, model) => {
      const role = changes.role === undefined ? undefined : roleMeant(model, changes.role, 'role')
      for (const each of [model.roles.get(before.roleId), role]) {
        if (each) assertCovers(scope.role, each, { doing: `a key with the role "${each.name}"`, model })
      }
      return {
        ...before,
        name: changes.name?.trim() ?? before.name,
        description: changes.description ?? before.description,
        roleId: role?.id ?? before.roleId,
        requestsPerMinute:
          changes.requestsPerMinute === undefined ? before.requestsPerMinute : changes.requestsPerMinute,
      }
    })
  }

  /** From now on the key answers 401, for good. Also a key above one's own role: a key that leaked must end at once. */
  revoke(scope: Scope, id: string): Promise<ApiKey> {
    return this.#change(scope, id, 'key.revoked', (before) => ({ ...before, revokedAt: new Date() }))
  }

  async #change(
    scope: Scope,
    id: string,
    kind: string,
    change: (key: store.KeyRow, model: TeamModel) => store.KeyRow,
  ): Promise<ApiKey> {
    const changed = await whileModelStands({ db: this.#db, models: this.#models }, scope, async (tx, model) => {
      const before = isUuid(id) ? await store.findKeyToChange(tx, scope, id) : undefined
      if (!before) throw new NotFound(`There is no API key ${id}.`, { hint: 'GET /v1/ext/keys lists them.' })
      if (before.revokedAt) {
        throw new Conflict(`The API key "${before.name}" was revoked.`, {
          code: 'key_revoked',
          hint: 'A revoked key stays so; make a new one.',
        })
      }
      const after = change(before, model)
      await store.updateKey(tx, scope, after)
      await store.announceKeyChange(tx)
      const shown = toApiKey(after, model)
      await recordEvent(tx, scope, { kind, subjectId: id, ...differences(toApiKey(before, model), shown) })
      return shown
    })
    this.dropAll()
    return changed
  }

  /** How many keys that are not revoked have the role. */
  countOfRole(tx: Tx, scope: Scope, roleId: string): Promise<number> {
    return store.countActiveKeysOfRole(tx, scope, roleId)
  }
}

function toApiKey(
  { roleId, userId, createdAt, lastUsedAt, revokedAt, ...row }: store.KeyRow,
  model: TeamModel,
): ApiKey {
  return {
    ...row,
    role: roleId,
    roleName: model.roles.get(roleId)?.name ?? '',
    user: userId,
    username: (userId && model.users.get(userId)?.username) || null,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
  }
}
