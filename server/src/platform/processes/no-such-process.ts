import { NotFound } from '../../errors.ts'
import type { Procedure } from '../model/types.ts'

/** There is none of that uuid or key, or the role may not see it: which of them is not told. */
export function noSuchProcess(procedure: Procedure, name: { id: string } | { key: string; value: string }): NotFound {
  const shown = 'id' in name ? name.id : `with the ${name.key} "${name.value}"`
  return new NotFound(`There is no ${procedure.shortId} ${shown} in this team, or the role may not see it.`, {
    code: 'no_such_process',
    path: 'id' in name ? 'processId' : name.key,
    hint: `POST /v1/ext/procedure/${procedure.shortId}/process/list finds it.`,
  })
}
