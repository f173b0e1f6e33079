import { BadInput, Conflict, NotFound, type Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import type { Change } from './change.ts'
import { parseConfiguration } from './document/parse.ts'
import type { Inventory } from './inventory.ts'
import type { ApplyOptions, Configuration, Proposal } from './service.ts'

/** Where one thing stands in a document: sections and names by turns (`procedures, lead, states, NEW`); a name may be a uuid. */
export type PartPath = readonly string[]

/** Single things of a model, changed one at a time: each change is a small document, under the rules of every document. */
export class ModelParts {
  readonly #configuration: Configuration
  readonly #models: Models

  constructor({ configuration, models }: { configuration: Configuration; models: Models }) {
    this.#configuration = configuration
    this.#models = models
  }

  model(scope: Scope): TeamModel | Promise<TeamModel> {
    return this.#models.of(scope)
  }

  /** @throws Conflict where there is one already; a removed one comes back if it can be what is asked for */
  add(scope: Scope, path: PartPath, fields: object, options?: ApplyOptions): Promise<Change[]> {
    return this.#change(scope, options, (inventory) => {
      const found = locate(inventory, path)
      if (found.isLiving) {
        throw new Conflict(`There is a ${found.path} already.`, {
          code: 'already_there',
          path: 'shortId',
          hint: 'Choose another short id, or change that one.',
        })
      }
      return says(found.names, fields)
    })
  }

  /** Only the fields that are passed change. */
  change(scope: Scope, path: PartPath, fields: object, options?: ApplyOptions): Promise<Change[]> {
    return this.#change(scope, options, (inventory) => says(living(inventory, path).names, fields))
  }

  /** @throws Conflict where data would be lost and that is not allowed */
  remove(scope: Scope, path: PartPath, options?: ApplyOptions): Promise<Change[]> {
    return this.#change(scope, options, (inventory) => {
      const found = living(inventory, path)
      return { names: found.names, document: {}, remove: [found.path] }
    })
  }

  restore(scope: Scope, path: PartPath, options?: ApplyOptions): Promise<Change[]> {
    return this.#change(scope, options, (inventory) => {
      const found = locate(inventory, path)
      if (!found.isRemoved) throw new NotFound(`There is no removed ${found.path}.`)
      return says(found.names, {})
    })
  }

  async #change(
    scope: Scope,
    options: ApplyOptions | undefined,
    propose: (inventory: Inventory) => Said,
  ): Promise<Change[]> {
    let base = ''
    try {
      return await this.#configuration.change(
        scope,
        (inventory): Proposal => {
          const { names, document, remove = [] } = propose(inventory)
          base = names.join('.')
          return { document: parseConfiguration(document), remove }
        },
        options,
      )
    } catch (error) {
      // the caller speaks of one thing: its fields, not its place in a document
      if (error instanceof BadInput) throw new BadInput(error.problems.map((problem) => relativeTo(base, problem)))
      throw error
    }
  }
}

interface Said {
  names: PartPath
  document: object
  remove?: string[]
}

const says = (names: PartPath, fields: object): Said => ({
  names,
  document: names.reduceRight<object>((inner, name) => ({ [name]: inner }), fields),
})

function relativeTo(base: string, problem: Problem): Problem {
  if (!problem.path?.startsWith(base)) return problem
  return { ...problem, path: problem.path.slice(base.length).replace(/^\./, '') }
}

interface Found {
  /** the path with short ids in place of uuids */
  names: PartPath
  path: string
  isLiving: boolean
  isRemoved: boolean
}

/** @throws NotFound where something on the way is not there */
function locate({ ids, removed }: Inventory, path: PartPath): Found {
  let names: string[] = []
  for (let index = 0; index < path.length; index += 2) {
    const section = [...names, path[index]].join('.')
    const name = nameOf(ids, section, path[index + 1] ?? '')
    const at = `${section}.${name}`
    const isLast = index + 2 >= path.length
    if (!isLast && (!ids.has(at) || removed.has(at))) throw notThere(ids, removed, section, name)
    names = [...names, path[index] ?? '', name]
  }
  const at = names.join('.')
  return { names, path: at, isLiving: ids.has(at) && !removed.has(at), isRemoved: removed.has(at) }
}

function living(inventory: Inventory, path: PartPath): Found {
  const found = locate(inventory, path)
  if (found.isLiving) return found
  throw notThere(inventory.ids, inventory.removed, found.names.slice(0, -1).join('.'), found.names.at(-1) ?? '')
}

function nameOf(ids: ReadonlyMap<string, string>, section: string, reference: string): string {
  if (ids.has(`${section}.${reference}`)) return reference
  const id = reference.toLowerCase()
  for (const [path, known] of ids) {
    if (known === id && path.startsWith(`${section}.`)) return path.slice(section.length + 1)
  }
  return reference
}

function notThere(
  ids: ReadonlyMap<string, string>,
  removed: ReadonlySet<string>,
  section: string,
  name: string,
): NotFound {
  const known = [...ids.keys()]
    .filter((path) => path.startsWith(`${section}.`) && !removed.has(path))
    .map((path) => path.slice(section.length + 1))
    .filter((key) => !key.includes('.'))
  const near = nearest(name, known)
  return new NotFound(`There is no ${section}.${name}${near && near !== name ? `; did you mean ${near}?` : '.'}`, {
    ...(known.length > 0 && { hint: `There are ${known.slice(0, 30).join(', ')}.` }),
  })
}
