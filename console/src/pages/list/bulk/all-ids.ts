import { api } from '../../../api/client.ts'
import type { Where } from '../../../filters/where.ts'

interface Matching {
  procedure: string
  where: Where | undefined
  search: string
}

/** The ids of all processes that match, also of those that are not loaded. */
export async function allIds({ procedure, where, search }: Matching): Promise<string[]> {
  const ids: string[] = []
  const body = { limit: 100, ...(where && { where }), ...(search && { search }) }
  for await (const { id } of api.each('POST /v1/ext/procedure/{procedure}/process/list', {
    path: { procedure },
    body,
  })) {
    ids.push(id)
  }
  return ids
}
