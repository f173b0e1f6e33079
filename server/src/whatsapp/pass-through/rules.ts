import { BadInput, Forbidden } from '../../errors.ts'
import { holds } from '../../platform/roles/access.ts'
import type { Scope } from '../../scope.ts'
import type { GraphMethod } from '../graph/client.ts'
import type { ObjectKind } from '../plugins/objects.ts'

export interface PassedPath {
  /** Meta's id */
  objectId: string
  edge?: string | undefined
  item?: string | undefined
}

/** What belongs to writing to customers; all other changes are the administration of the account. */
const edgesOfSending: ReadonlySet<string> = new Set([
  'media',
  'uploads',
  'block_users',
  'groups',
  'marketing_messages',
  'invite_link',
  'join_requests',
  'participants',
  'calls',
])
const kindsOfSending: ReadonlySet<ObjectKind> = new Set(['media', 'group', 'upload'])

/** Parameters with which Meta would do something else than the path says, or as somebody else. */
const notPassed: ReadonlySet<string> = new Set(['access_token', 'appsecret_proof', 'input_token'])

/** @throws Forbidden where a role that may only send would change the account */
export function assertMayPass({ role }: Scope, method: GraphMethod, kind: ObjectKind, { edge }: PassedPath): void {
  if (!isAdministration(method, kind, edge) || holds(role, 'plugins.manage')) return
  throw new Forbidden(
    `The role "${role.name}" lacks the permission plugins.manage, which changes of a WhatsApp account take.`,
    {
      code: 'permission_missing',
      hint: 'messages.send alone reads, uploads files, blocks people and works with groups.',
    },
  )
}

export const isAdministration = (method: GraphMethod, kind: ObjectKind, edge: string | undefined): boolean =>
  method !== 'GET' && !(edge === undefined ? kindsOfSending.has(kind) : edgesOfSending.has(edge) || kind === 'group')

/** @throws BadInput for what has a call of its own, or parameters that change what Meta would do */
export function assertPassable(method: GraphMethod, { edge }: PassedPath, query: URLSearchParams): void {
  if (method === 'POST' && edge?.toLowerCase() === 'messages') {
    throw new BadInput('Messages are sent by POST …/api/{version}/{phoneNumberId}/messages, written just so.', {
      code: 'no_such_call',
      path: 'edge',
    })
  }
  assertPassableQuery(query)
}

/**
 * Takes out of a query what would have Meta answer somebody else.
 * @throws BadInput for parameters that change what Meta would do, and for fields that lead out of the account
 */
export function assertPassableQuery(query: URLSearchParams): void {
  const refused = [...query.keys()].find((name) => name === 'method' || name === 'batch')
  if (refused !== undefined) {
    throw new BadInput(
      `The parameter "${refused}" is not passed on: the method of the request is the one that counts.`,
      {
        path: refused,
      },
    )
  }
  for (const name of notPassed) query.delete(name)
  for (const fields of query.getAll('fields')) {
    const [, business] = throughBusiness.exec(fields) ?? []
    if (business === undefined) continue
    throw new BadInput(`The fields of "${business}" are not passed on: a business may have other accounts.`, {
      path: 'fields',
      hint: 'Ask for what belongs to the account, its numbers and its templates.',
    })
  }
}

/** Field expansion goes from an account to the business that has it, and from there to its other accounts. */
const throughBusiness = /(?:^|[^\w])(\w*business(?:es)?)\s*(?:\.\s*\w+\s*\([^)]*\)\s*)*\{/i
