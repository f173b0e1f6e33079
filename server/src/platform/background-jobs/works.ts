import { type TSchema, Type } from 'typebox'
import type { Procedure } from '../model/types.ts'
import type { Processes } from '../processes/service.ts'
import { ProcessChange, ProcessInput } from '../processes/types.ts'
import type { Imports } from '../transfer/imports.ts'
import { ImportRow } from '../transfer/types.ts'
import type { RowWork } from './chunk.ts'
import { RowReader } from './row-reader.ts'
import type { Work } from './types.ts'

/** A row of a bulk update: the process by its `id` (uuid or primary-key value), or by a key attribute's short id in its place. */
export const UpdateRow = Type.Object(
  {
    id: Type.Optional(Type.Union([Type.String(), Type.Number()], { description: 'uuid or primary-key value' })),
    update: ProcessChange,
  },
  { additionalProperties: true },
)
type UpdateRow = { id?: string | number; update: ProcessChange } & Record<string, unknown>

export const makeWorks = ({
  processes,
  imports,
  send,
}: {
  processes: Processes
  imports: Imports
  /** of the WhatsApp half */
  send: RowWork<object>
}): Record<Work, RowWork<object>> => ({
  create: workOf(ProcessInput, (tx, scope, model, { procedure }, rows: readonly ProcessInput[]) =>
    processes.createManyIn(
      tx,
      scope,
      model,
      given(procedure),
      rows.map((input) => ({ input, prefix: '' })),
    ),
  ),
  update: workOf(UpdateRow, (tx, scope, model, { procedure }, rows: readonly UpdateRow[]) =>
    processes.updateNamedIn(
      tx,
      scope,
      model,
      given(procedure),
      rows.map(({ id, update, ...keys }) => ({ id, keys, update })),
    ),
  ),
  import: {
    ...workOf(ImportRow, (tx, scope, model, { procedure }, rows: readonly ImportRow[]) =>
      imports.importIn(tx, scope, model, given(procedure), rows),
    ),
    permission: 'import',
  },
  send,
})

function given(procedure: Procedure | null): Procedure {
  if (procedure) return procedure
  throw new Error('A job that writes processes needs its procedure.')
}

/** The chunks of a work hold just the rows that its own schema has read. */
export function workOf<Row extends object>(schema: TSchema, write: RowWork<Row>['write']): RowWork<object> {
  const reader = new RowReader<Row>(schema)
  return { read: (text) => reader.read(text), write: write as RowWork<object>['write'] }
}
