import type { Database, Reader, Tx } from '../../database/database.ts'
import { BadInput, Conflict, Forbidden, type Problem } from '../../errors.ts'
import { type NewEvent, recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { changeModel } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import { holds } from '../roles/access.ts'
import { carryOut } from './carry-out.ts'
import { type Change, toChange } from './change.ts'
import { checkModel } from './check.ts'
import { compare, type Difference } from './compare.ts'
import type { ConfigurationDocument } from './document/format.ts'
import { parseConfiguration } from './document/parse.ts'
import { toDocument } from './document/write.ts'
import { assess } from './effects.ts'
import { type Inventory, takeInventory } from './inventory.ts'
import type { Kind } from './items.ts'
import { overlay } from './overlay/overlay.ts'
import { type PeopleServices, readPeople, writePeople, writeTeam } from './people.ts'
import type { ModelSpec } from './spec.ts'
import { readModelRows } from './sql/model-rows.ts'
import { showWhole } from './whole.ts'
import { writeModel } from './write-model.ts'

export interface PlanOptions {
  /** The document is the whole truth of every section that it has: what it leaves out there is removed or goes back to its default. */
  prune?: boolean | undefined
  /** paths of things to remove, beside what the document says */
  remove?: readonly string[] | undefined
}

export interface ApplyOptions extends PlanOptions {
  /** carry out also what loses data */
  allowLoss?: boolean | undefined
}

/** What shall change: what a document says, and things to remove by their paths. */
export interface Proposal {
  document: ConfigurationDocument
  remove?: readonly string[]
}

interface Draft {
  inventory: Inventory
  target: ModelSpec
  differences: Difference[]
  changes: Change[]
}

/** A team's whole model as one document: shown, compared with another, and made so. Every change of the model goes through here. */
export class Configuration {
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string
  readonly #people: PeopleServices

  constructor(parts: { db: Database; models: Models; newId: () => string } & PeopleServices) {
    this.#db = parts.db
    this.#models = parts.models
    this.#newId = parts.newId
    this.#people = parts
  }

  /** The team's whole configuration with its ids, as far as the role may see it. */
  async show(scope: Scope) {
    return showWhole(scope, await this.#models.of(scope))
  }

  /** The team's model as a document, with what goes without saying left out. Applied to another team it makes the same model there. */
  exportDocument(scope: Scope): Promise<Record<string, unknown>> {
    return this.#inSnapshot(scope, async (db, snapshot) => {
      const inventory = await this.#takeInventory(db, snapshot)
      const { target } = overlay(inventory, {}, { prune: false, remove: new Set() })
      return toDocument(target, { withPeople: holds(scope.role, 'users.manage') })
    })
  }

  /**
   * What applying a document would change.
   * @param document YAML text, or the object that it stands for
   * @throws BadInput with everything that is wrong with it, each with its path
   */
  plan(scope: Scope, document: unknown, options: PlanOptions = {}): Promise<Change[]> {
    const parsed = parseConfiguration(document)
    return this.#inSnapshot(scope, async (db, snapshot) => {
      const inventory = await this.#takeInventory(db, snapshot)
      const proposal = { document: parsed, remove: livingPaths(inventory, options.remove) }
      const { changes } = await this.#draft(db, snapshot, inventory, proposal, options)
      return changes
    })
  }

  /**
   * Makes the team's model what the document says, in one transaction.
   * @throws BadInput as plan does; Conflict where data would be lost and that is not allowed
   */
  apply(scope: Scope, document: unknown, options: ApplyOptions = {}): Promise<Change[]> {
    const parsed = parseConfiguration(document)
    return this.change(
      scope,
      (inventory) => ({ document: parsed, remove: livingPaths(inventory, options.remove) }),
      options,
    )
  }

  /** The same for what is proposed on sight of what the team has, within the transaction. */
  change(scope: Scope, propose: (inventory: Inventory) => Proposal, options: ApplyOptions = {}): Promise<Change[]> {
    return changeModel({ db: this.#db, models: this.#models }, scope, async (tx) => {
      const within: Scope = { ...scope, transaction: tx }
      const before = await this.#takeInventory(tx, within)
      const draft = await this.#draft(tx, within, before, propose(before), options)
      const { inventory, target, differences, changes } = draft
      assertAllowed(scope, changes, options)
      await writeTeam(this.#people, within, differences)
      const ids = await writeModel(tx, within, { target, differences, inventory, newId: this.#newId })
      await recordEvents(tx, within, eventsOf(differences, changes, scope, ids))
      const model = await this.#models.read(tx, within)
      await carryOut(tx, within, { differences, inventory, target, ids, model })
      await writePeople(this.#people, within, differences)
      return changes
    })
  }

  async #draft(
    db: Reader,
    scope: Scope,
    inventory: Inventory,
    { document, remove = [] }: Proposal,
    options: PlanOptions,
  ): Promise<Draft> {
    const laid = overlay(inventory, document, { prune: options.prune ?? false, remove: new Set(remove) })
    const { target } = laid
    const problems = laid.problems.length > 0 ? laid.problems : checkModel(target)
    if (problems.length > 0) throw new BadInput(problems)
    const differences = compare(inventory, target)
    const changes: Change[] = []
    const models = { before: inventory.everything, after: target }
    for (const difference of differences) {
      changes.push(toChange(difference, await assess(difference, { db, scope, inventory, target }), models))
    }
    return { inventory, target, differences, changes }
  }

  async #takeInventory(db: Reader, scope: Scope): Promise<Inventory> {
    const model = await this.#models.read(db, scope)
    return takeInventory(await readModelRows(db, scope), await readPeople(this.#people, scope, model))
  }

  /** One view of the database for all that is read; what is given to other services makes them read in it too. */
  #inSnapshot<T>(scope: Scope, work: (db: Tx, scope: Scope) => Promise<T>): Promise<T> {
    if (scope.transaction) return work(scope.transaction, scope)
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((tx) => work(tx, { ...scope, transaction: tx }))
  }
}

/** @throws BadInput where a path names nothing that the team has */
function livingPaths({ ids, removed }: Inventory, paths: readonly string[] = []): readonly string[] {
  const problems = paths.flatMap((path, index): Problem[] =>
    ids.has(path) && !removed.has(path)
      ? []
      : [
          {
            code: 'not_there',
            message: `There is no ${path} to remove.`,
            path: `remove.${index}`,
            hint: 'Write a path as a plan does, such as procedures.lead.attributes.city.',
          },
        ],
  )
  if (problems.length > 0) throw new BadInput(problems)
  return paths
}

const ofPeople: ReadonlySet<Kind> = new Set(['role', 'user'])
const ownServices: ReadonlySet<Kind> = new Set(['team', 'role', 'user', 'pod', 'skill'])

function assertAllowed(scope: Scope, changes: readonly Change[], { allowLoss = false }: ApplyOptions): void {
  const people = changes.find(({ kind }) => ofPeople.has(kind.split('.')[0] as Kind))
  if (people && !holds(scope.role, 'users.manage')) {
    throw new Forbidden(
      `The role "${scope.role.name}" lacks the permission users.manage, which ${people.path} needs.`,
      {
        code: 'permission_missing',
        path: people.path,
        hint: 'Leave roles and users out of the document, or use a key whose role has users.manage.',
      },
    )
  }
  const refused = changes.filter((change) => change.isBlocked || (change.losesData && !allowLoss))
  if (refused.length === 0) return
  throw new Conflict(
    refused.map(({ sentence, path, isBlocked }) => ({
      code: isBlocked ? 'not_possible' : 'would_lose_data',
      message: sentence,
      path,
      ...(!isBlocked && { hint: 'Say allowLoss to do it nevertheless.' }),
    })),
  )
}

const verbs = { add: 'created', restore: 'restored', change: 'updated', reorder: 'updated', remove: 'deleted' } as const

/** One event a change; those of the team and its people are recorded by their own services. */
function eventsOf(
  differences: readonly Difference[],
  changes: readonly Change[],
  scope: Scope,
  ids: ReadonlyMap<string, string>,
): NewEvent[] {
  return differences.flatMap(({ kind, action, path, after, before }, index): NewEvent[] => {
    const change = changes[index]
    if (!change || ownServices.has(kind)) return []
    const subject = action === 'reorder' ? (after ?? before)?.parent : path
    const procedureId = ids.get(path.split('.').slice(0, 2).join('.'))
    return [
      {
        kind: `${kind}.${verbs[action]}`,
        subjectId: ids.get(subject ?? '') ?? scope.teamId,
        ...(path.startsWith('procedures.') && procedureId && { procedureId }),
        before: asObject(change.before),
        after: asObject(change.after),
      },
    ]
  })
}

/** An attribute may be written as its type alone. */
const asObject = (value: unknown): object | null =>
  typeof value === 'string' ? { type: value } : ((value as object | null) ?? null)
