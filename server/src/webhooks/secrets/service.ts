import type { Database, Reader, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Vault } from '../../secrets/vault.ts'
import { newSigningSecret, type SigningSecrets } from './signatures.ts'
import * as store from './store.ts'
import type { SecretState, ShownSecret } from './types.ts'

/** Whose secret: the team's, or an endpoint's own. */
export interface SecretOwner {
  id: string
  /** of its events: `team_secret`, `webhook_endpoint_secret` */
  noun: string
  name: string
}

export const secretOfTeam = ({ teamId }: Pick<Scope, 'teamId'>): SecretOwner => ({
  id: teamId,
  noun: 'team_secret',
  name: 'hmac',
})

export const secretOfEndpoint = (endpointId: string): SecretOwner => ({
  id: endpointId,
  noun: 'webhook_endpoint_secret',
  name: 'endpoint',
})

/** The secrets that sign what is sent. Each is shown once, when it is made, and replaced in two steps so that no delivery goes unverified. */
export class Secrets {
  readonly #db: Database
  readonly #vault: Vault

  constructor({ db, vault }: { db: Database; vault: Vault }) {
    this.#db = db
    this.#vault = vault
  }

  /** What is known of those that there are. */
  async states(scope: Scope, owners: readonly SecretOwner[]): Promise<Map<string, SecretState>> {
    const rows = await store.findSecrets(
      scope.transaction ?? this.#db,
      scope,
      owners.map(({ id }) => id),
    )
    const byId = new Map(rows.map((row) => [row.ownerId, row]))
    return new Map(
      owners.flatMap((owner) => {
        const row = byId.get(owner.id)
        return row ? [[owner.id, stateOf(owner, row)]] : []
      }),
    )
  }

  /** What an endpoint signs with: its own secret, else that of the team, which is made where there is none. */
  async ofEndpoints(
    db: Reader,
    team: Pick<Scope, 'teamId'>,
    endpointIds: readonly string[],
  ): Promise<Map<string, SigningSecrets>> {
    const rows = await this.#withTeams(db, team, endpointIds)
    const opened = new Map(rows.map((row) => [row.ownerId, this.#open(row)]))
    const ofTeam = opened.get(team.teamId)
    if (!ofTeam) throw new Error(`The team ${team.teamId} has no secret to sign with.`)
    return new Map(endpointIds.map((id) => [id, opened.get(id) ?? ofTeam]))
  }

  /** What the team signs with where no endpoint is asked, such as the requests of a Flow. */
  async ofTeam(team: Pick<Scope, 'teamId'>): Promise<SigningSecrets> {
    const [row] = await this.#withTeams(this.#db, team, [])
    if (!row) throw new Error(`The team ${team.teamId} has no secret to sign with.`)
    return this.#open(row)
  }

  /**
   * A new secret, shown this once. Where somebody may verify with the present one already, that goes on signing, and the new one beside it, until `confirm`;
   * rotating again before replaces the new one.
   */
  rotate(scope: Scope, owner: SecretOwner): Promise<ShownSecret> {
    return inTransaction(this.#db, scope, async (tx) => {
      const secret = newSigningSecret()
      const sealed = this.#vault.seal(secret)
      await store.insertSecret(tx, scope, { ownerId: owner.id, current: sealed, shownAt: null })
      const before = await this.#locked(tx, scope, owner)
      const now = new Date()
      const after: store.SecretRow =
        before.shownAt === null
          ? { ...before, current: sealed, next: null, shownAt: now }
          : { ...before, next: sealed, rotatedAt: now }
      await store.updateSecret(tx, scope, after)
      await this.#told(tx, scope, owner, before.shownAt === null ? 'created' : 'rotated')
      return { ...stateOf(owner, after), secret }
    })
  }

  /** From now on the new one signs alone. */
  confirm(scope: Scope, owner: SecretOwner): Promise<SecretState> {
    return this.#end(scope, owner, 'confirmed', (row) => ({ ...row, current: row.next ?? row.current, next: null }))
  }

  /** The present one stays. */
  cancel(scope: Scope, owner: SecretOwner): Promise<SecretState> {
    return this.#end(scope, owner, 'rotation_cancelled', (row) => ({ ...row, next: null }))
  }

  /** An endpoint signs with the team's again. */
  async remove(tx: Tx, scope: Scope, owner: SecretOwner): Promise<void> {
    await store.deleteSecret(tx, scope, owner.id)
  }

  #end(
    scope: Scope,
    owner: SecretOwner,
    verb: string,
    change: (row: store.SecretRow) => store.SecretRow,
  ): Promise<SecretState> {
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await store.lockSecret(tx, scope, owner.id)
      if (!before?.next) {
        throw new Conflict(`The secret "${owner.name}" is not being rotated.`, {
          code: 'not_rotating',
          hint: 'Rotate it first; the answer shows the new secret.',
        })
      }
      const after = change(before)
      await store.updateSecret(tx, scope, after)
      await this.#told(tx, scope, owner, verb)
      return stateOf(owner, after)
    })
  }

  async #told(tx: Tx, scope: Scope, { id, noun, name }: SecretOwner, verb: string): Promise<void> {
    await recordEvent(tx, scope, { kind: `${noun}.${verb}`, subjectId: id, before: null, after: { name } })
  }

  async #locked(tx: Tx, scope: Scope, owner: SecretOwner): Promise<store.SecretRow> {
    const row = await store.lockSecret(tx, scope, owner.id)
    if (!row) throw new Error(`The secret of ${owner.id} vanished.`)
    return row
  }

  async #withTeams(
    db: Reader,
    team: Pick<Scope, 'teamId'>,
    endpointIds: readonly string[],
  ): Promise<store.SecretRow[]> {
    const owners = [team.teamId, ...endpointIds]
    const rows = await store.findSecrets(db, team, owners)
    if (rows.some(({ ownerId }) => ownerId === team.teamId)) return rows
    const made = this.#vault.seal(newSigningSecret())
    await store.insertSecret(db, team, { ownerId: team.teamId, current: made, shownAt: null })
    return store.findSecrets(db, team, owners)
  }

  #open({ current, next }: store.SecretRow): SigningSecrets {
    return { current: this.#vault.open(current), next: next && this.#vault.open(next) }
  }
}

const stateOf = ({ name }: SecretOwner, row: store.SecretRow): SecretState => ({
  name,
  isShown: row.shownAt !== null,
  isRotating: row.next !== null,
  createdAt: row.createdAt.getTime(),
  rotatedAt: row.rotatedAt?.getTime() ?? null,
})
