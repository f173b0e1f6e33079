import type { Database, Reader, Tx } from '../../../database/database.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { isUniqueViolation } from '../../../database/unique-violation.ts'
import { BadInput, Conflict, NotFound } from '../../../errors.ts'
import { differences } from '../../../events/differences.ts'
import { recordEvent } from '../../../events/record.ts'
import { nearest } from '../../../platform/attributes/nearest.ts'
import type { Scope } from '../../../scope.ts'
import * as store from './store.ts'
import type { Label, LabelChanges, NewLabel } from './types.ts'

const usualColor = '#64748b'

/** The team's labels of chats. A chat keeps their ids, so a label that gets another name has it in every chat. */
export class Labels {
  readonly #db: Database
  readonly #newId: () => string

  constructor({ db, newId }: { db: Database; newId: () => string }) {
    this.#db = db
    this.#newId = newId
  }

  list(scope: Scope, db: Reader = scope.transaction ?? this.#db): Promise<Label[]> {
    return store.findLabels(db, scope)
  }

  /** @throws Conflict where there is one of that name */
  create(scope: Scope, { name, color = usualColor }: NewLabel): Promise<Label> {
    return inTransaction(this.#db, scope, async (tx) => {
      const now = Date.now()
      const label: Label = {
        id: this.#newId(),
        name: name.trim(),
        color: color.toLowerCase(),
        createdAt: now,
        updatedAt: now,
      }
      await nameFree(label, () => store.insertLabel(tx, scope, label))
      await recordEvent(tx, scope, { kind: 'chat_label.created', subjectId: label.id, before: null, after: label })
      return label
    })
  }

  update(scope: Scope, id: string, { name, color }: LabelChanges): Promise<Label> {
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await held(tx, scope, id)
      const after: Label = {
        ...before,
        ...(name !== undefined && { name: name.trim() }),
        ...(color !== undefined && { color: color.toLowerCase() }),
        updatedAt: Date.now(),
      }
      await nameFree(after, () => store.updateLabel(tx, scope, after))
      await recordEvent(tx, scope, { kind: 'chat_label.updated', subjectId: id, ...differences(before, after) })
      return after
    })
  }

  /** Chats that bear it show it no longer. */
  delete(scope: Scope, id: string): Promise<Label> {
    return inTransaction(this.#db, scope, async (tx) => {
      const label = await held(tx, scope, id)
      await store.updateLabel(tx, scope, { ...label, updatedAt: Date.now() }, { isDeleted: true })
      await recordEvent(tx, scope, { kind: 'chat_label.deleted', subjectId: id, before: label, after: null })
      return label
    })
  }

  /**
   * The labels that are meant, each once.
   * @param references uuids or names
   * @throws BadInput naming each that is not there
   */
  async named(db: Reader, scope: Scope, references: readonly string[], path: string): Promise<Label[]> {
    const known = await store.findLabels(db, scope)
    const found = references.map((reference) => {
      const given = reference.trim().toLowerCase()
      return known.find(({ id, name }) => id === given || name.toLowerCase() === given)
    })
    const problems = references.flatMap((reference, index) => {
      if (found[index]) return []
      const near = nearest(
        reference,
        known.map(({ name }) => name),
      )
      return {
        code: 'unknown_label',
        message: `There is no label "${reference.slice(0, 80).toWellFormed()}"${near ? `; did you mean "${near}"?` : '.'}`,
        path: `${path}.${index}`,
        hint: 'GET /v1/ext/chat-labels lists them; POST /v1/ext/chat-label makes one.',
      }
    })
    if (problems.length > 0) throw new BadInput(problems)
    return [...new Set(found.flatMap((label) => label ?? []))]
  }
}

async function held(tx: Tx, scope: Scope, id: string): Promise<Label> {
  const label = await store.holdLabel(tx, scope, id)
  if (label) return label
  throw new NotFound(`There is no label ${id}.`, { hint: 'GET /v1/ext/chat-labels lists them.' })
}

async function nameFree({ name }: Label, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'chat_labels_name')) throw error
    throw new Conflict(`A label named "${name}" exists already.`, { path: 'name', hint: 'Choose another name.' })
  }
}
