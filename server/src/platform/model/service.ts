import type { Database, Reader } from '../../database/database.ts'
import { NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { compileModel } from './compile.ts'
import * as store from './store.ts'
import type { TeamModel } from './types.ts'

/** A cached model is checked against the database when it is older than this. */
const maxAgeMs = 5_000

interface Cached {
  model: TeamModel
  checkedAt: number
}

/** The models of the teams that this server works for, cached at most five seconds and dropped when another server tells of a change. */
export class Models {
  readonly #db: Database
  readonly #cached = new Map<string, Cached>()
  readonly #loading = new Map<string, Promise<TeamModel>>()
  /** grows with each drop: what was being read meanwhile may be old and is not kept */
  #drops = 0

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  /** The team's model as last committed. A synchronous value where the cache is fresh, as on the hot paths. */
  of(scope: Pick<Scope, 'teamId' | 'transaction'>): TeamModel | Promise<TeamModel> {
    // a transaction may have changed the model itself
    if (scope.transaction) return this.read(scope.transaction, scope)
    const cached = this.#cached.get(scope.teamId)
    if (cached && Date.now() - cached.checkedAt < maxAgeMs) return cached.model
    const loading = this.#loading.get(scope.teamId)
    if (loading) return loading
    const promise = this.#refresh(scope, cached).finally(() => this.#loading.delete(scope.teamId))
    this.#loading.set(scope.teamId, promise)
    return promise
  }

  /** The model as `tx` sees it. */
  async read(tx: Reader, scope: Pick<Scope, 'teamId'>): Promise<TeamModel> {
    const cached = this.#cached.get(scope.teamId)
    if (cached && (await store.findModelVersion(tx, scope)) === cached.model.version) return cached.model
    const { team, ...rows } = await store.readModelRows(tx, scope)
    if (!team) throw new NotFound(`There is no team ${scope.teamId}.`)
    return compileModel({ team, ...rows })
  }

  drop(teamId: string): void {
    this.#drops++
    this.#cached.delete(teamId)
    this.#loading.delete(teamId)
  }

  dropAll(): void {
    this.#drops++
    this.#cached.clear()
    this.#loading.clear()
  }

  async #refresh(scope: Pick<Scope, 'teamId'>, cached: Cached | undefined): Promise<TeamModel> {
    const checkedAt = Date.now()
    const drops = this.#drops
    if (cached && (await store.findModelVersion(this.#db, scope)) === cached.model.version) {
      cached.checkedAt = checkedAt
      if (drops === this.#drops) this.#cached.set(scope.teamId, cached)
      return cached.model
    }
    const model = await this.read(this.#db, scope)
    if (drops === this.#drops) this.#cached.set(scope.teamId, { model, checkedAt })
    return model
  }
}
