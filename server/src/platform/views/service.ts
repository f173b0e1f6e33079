import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { Conflict, Forbidden, NotFound, PreconditionFailed } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { procedureNamed } from '../processes/access.ts'
import type { ProcessLists } from '../processes/list/service.ts'
import { accessTo, holds } from '../roles/access.ts'
import { type Asks, checkOfChats, checkOfProcedure } from './check-definition.ts'
import * as store from './store.ts'
import type { NewView, View, ViewChanges, ViewDefinition } from './types.ts'

export interface ViewParts {
  db: Database
  models: Models
  newId: () => string
  processLists: ProcessLists
  /** reads what the list of chats would be asked for */
  asksChats: (scope: Scope) => Asks
}

type Versions = readonly number[] | undefined

/** Views that somebody has of one list are shown at once, without pages. */
const mostViews = 200

/** Ways to look at a list that people come back to: their own, and those that they share. */
export class Views {
  readonly #parts: ViewParts

  constructor(parts: ViewParts) {
    this.#parts = parts
  }

  async listOfProcedure(scope: Scope, name: string): Promise<View[]> {
    const model = await this.#parts.models.of(scope)
    return this.#list(scope, model, procedureNamed(scope, model, name, 'read').id)
  }

  async listOfChats(scope: Scope): Promise<View[]> {
    return this.#list(scope, await this.#parts.models.of(scope), null)
  }

  /** @throws Conflict where its owner has one of that name for the same list */
  async createOfProcedure(scope: Scope, name: string, input: NewView): Promise<View> {
    const model = await this.#parts.models.of(scope)
    return this.#create(scope, model, procedureNamed(scope, model, name, 'read').id, input)
  }

  async createOfChats(scope: Scope, input: NewView): Promise<View> {
    return this.#create(scope, await this.#parts.models.of(scope), null, input)
  }

  async update(scope: Scope, id: string, changes: ViewChanges, versions: Versions): Promise<View> {
    const model = await this.#parts.models.of(scope)
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const before = await held(tx, scope, model, { id, versions })
      if (changes.definition) await this.#check(scope, model, before.procedureId, changes.definition)
      const after: store.ViewRow = {
        ...before,
        name: changes.name?.trim() ?? before.name,
        definition: changes.definition ?? before.definition,
        isShared: changes.isShared ?? before.isShared,
        position: changes.position ?? before.position,
        version: before.version + 1,
        updatedAt: new Date(),
      }
      await nameFree(after, () => store.updateView(tx, scope, after))
      const shown = toView(scope, model, after)
      await record(tx, scope, after, { kind: 'view.updated', ...differences(toView(scope, model, before), shown) })
      return shown
    })
  }

  async delete(scope: Scope, id: string, versions: Versions): Promise<View> {
    const model = await this.#parts.models.of(scope)
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const view = await held(tx, scope, model, { id, versions })
      const now = new Date()
      await store.updateView(tx, scope, { ...view, version: view.version + 1, updatedAt: now, deletedAt: now })
      const shown = toView(scope, model, view)
      await record(tx, scope, view, { kind: 'view.deleted', before: shown, after: null })
      return shown
    })
  }

  /** @throws Conflict where its owner has given its name to another meanwhile */
  async restore(scope: Scope, id: string): Promise<View> {
    const model = await this.#parts.models.of(scope)
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const gone = await held(tx, scope, model, { id, isDeleted: true })
      const view = { ...gone, version: gone.version + 1, updatedAt: new Date(), deletedAt: null }
      await nameFree(view, () => store.updateView(tx, scope, view))
      const shown = toView(scope, model, view)
      await record(tx, scope, view, { kind: 'view.restored', before: null, after: shown })
      return shown
    })
  }

  async #list(scope: Scope, model: TeamModel, procedureId: string | null): Promise<View[]> {
    const rows = await store.findViews(scope.transaction ?? this.#parts.db, scope, procedureId)
    return rows.map((row) => toView(scope, model, row))
  }

  async #create(scope: Scope, model: TeamModel, procedureId: string | null, input: NewView): Promise<View> {
    const { definition, isShared = false } = input
    assertMayMake(scope, isShared)
    await this.#check(scope, model, procedureId, definition)
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const now = new Date()
      const view: store.ViewRow = {
        id: this.#parts.newId(),
        procedureId,
        userId: scope.userId,
        name: input.name.trim(),
        definition,
        isShared,
        position: input.position ?? (await store.nextPosition(tx, scope, procedureId)),
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      }
      if ((await store.countViews(tx, scope, view)) >= mostViews) throw tooMany()
      await nameFree(view, () => store.insertView(tx, scope, view))
      const shown = toView(scope, model, view)
      await record(tx, scope, view, { kind: 'view.created', before: null, after: shown })
      return shown
    })
  }

  #check(scope: Scope, model: TeamModel, procedureId: string | null, definition: ViewDefinition): Promise<void> {
    const { asksChats, processLists } = this.#parts
    const procedure = procedureId === null ? undefined : model.procedures.get(procedureId)
    if (!procedure) return checkOfChats(definition, asksChats(scope))
    return checkOfProcedure(model, procedure, definition, (asked) => processLists.ask(scope, procedure.id, asked))
  }
}

const toView = (scope: Scope, model: TeamModel, row: store.ViewRow): View => ({
  id: row.id,
  procedure: row.procedureId,
  procedureShortId: (row.procedureId && model.procedures.get(row.procedureId)?.shortId) || null,
  name: row.name,
  definition: row.definition,
  isShared: row.isShared,
  position: row.position,
  user: row.userId,
  mayChange: mayChange(scope, row),
  version: row.version,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

const isOwn = (scope: Scope, { userId }: store.ViewRow): boolean => userId !== null && userId === scope.userId

const mayChange = (scope: Scope, view: store.ViewRow): boolean =>
  isOwn(scope, view) || (view.isShared && holds(scope.role, 'model.manage'))

function maySee(scope: Scope, model: TeamModel, view: store.ViewRow): boolean {
  if (!view.isShared && !isOwn(scope, view)) return false
  if (view.procedureId === null) return holds(scope.role, 'chats.read_own')
  return model.procedures.has(view.procedureId) && accessTo(scope.role, view.procedureId).read !== 'none'
}

/** A view that this key may change, until the transaction ends. */
async function held(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  { id, versions, isDeleted = false }: { id: string; versions?: Versions; isDeleted?: boolean },
): Promise<store.ViewRow> {
  const view = await store.holdView(tx, scope, id)
  if (!view || (view.deletedAt !== null) !== isDeleted || !maySee(scope, model, view)) {
    throw new NotFound(`There is no ${isDeleted ? 'deleted ' : ''}view ${id} that this key may see.`, {
      code: 'no_such_view',
      hint: 'GET /v1/ext/procedure/{procedure}/views lists them, GET /v1/ext/views?of=chats those of the chats.',
    })
  }
  if (!mayChange(scope, view)) {
    throw new Forbidden(
      `The shared view "${view.name}" is changed by its owner, or by a role with the permission model.manage, which "${scope.role.name}" lacks.`,
      { code: 'not_your_view', hint: 'Make a view of your own with the same definition.' },
    )
  }
  if (!versions || versions.includes(view.version)) return view
  throw new PreconditionFailed(`The view is at version ${view.version} by now.`, {
    code: 'version_changed',
    path: 'If-Match',
    hint: 'Read it again and decide on what it is now.',
  })
}

function assertMayMake(scope: Scope, isShared: boolean): void {
  if (scope.userId !== null || (isShared && holds(scope.role, 'model.manage'))) return
  throw new Forbidden('This key acts in the name of nobody, so it has no views of its own.', {
    code: 'no_user',
    hint: 'Use the key of a user; with the permission model.manage, share the view with "isShared": true.',
  })
}

const record = (
  tx: Tx,
  scope: Scope,
  { id, procedureId }: store.ViewRow,
  event: { kind: string; before: object | null; after: object | null },
): Promise<void> => recordEvent(tx, scope, { ...event, subjectId: id, ...(procedureId && { procedureId }) })

async function nameFree({ name }: store.ViewRow, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'views_name')) throw error
    throw new Conflict(`Its owner has a view named "${name}" of this list already.`, {
      code: 'name_taken',
      path: 'name',
      hint: 'Choose another name, or change that view.',
    })
  }
}

const tooMany = () =>
  new Conflict(`There are ${mostViews} views of this list already that belong to the same user.`, {
    code: 'too_many_views',
    hint: 'Delete one that is not used any more.',
  })
