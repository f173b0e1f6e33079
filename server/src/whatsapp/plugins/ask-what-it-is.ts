import {
  listGroupIds,
  listTemplateIds,
  readFlowAccount,
  readMediaOfNumber,
  readObject,
} from '../graph/calls/objects.ts'
import { listPhoneNumbers } from '../graph/calls/phone-numbers.ts'
import type { Graph } from '../graph/client.ts'
import { GraphRefusal } from '../graph/refusal.ts'
import type { ObjectKind } from './objects.ts'
import type { Plugin } from './plugin.ts'
import { account } from './unseal.ts'

/**
 * Asks Meta what an id stands for and whether it belongs to the plugin's account. That its token may read it is not enough: the token of one
 * system user often reaches several accounts.
 */
export async function askWhatItIs(graph: Graph, plugin: Plugin, id: string): Promise<ObjectKind | undefined> {
  try {
    const kind = kindOf(id, await readObject(graph, account(plugin), { id }))
    return kind && (await isOf(graph, plugin, id, kind)) ? kind.kind : undefined
  } catch (error) {
    if (error instanceof GraphRefusal && error.status < 500 && error.status !== 429) return undefined
    throw error
  }
}

interface Guess {
  kind: ObjectKind
  /** of a template */
  name: string
}

/** Each kind of object answers fields that the others lack. */
function kindOf(id: string, object: Record<string, unknown>): Guess | undefined {
  const has = (field: string): boolean => object[field] !== undefined
  const name = typeof object.name === 'string' ? object.name : ''
  if (id.startsWith('upload:')) return { kind: 'upload', name }
  if (has('display_phone_number')) return { kind: 'number', name }
  if (has('mime_type')) return { kind: 'media', name }
  if (has('language') && name !== '') return { kind: 'template', name }
  if (has('categories')) return { kind: 'flow', name }
  return has('messaging_product') ? { kind: 'group', name } : undefined
}

async function isOf(graph: Graph, plugin: Plugin, id: string, { kind, name }: Guess): Promise<boolean> {
  const as = account(plugin)
  const { wabaId } = plugin
  if (kind === 'number') return (await listPhoneNumbers(graph, as, { wabaId })).some((number) => number.id === id)
  if (kind === 'template') return (await listTemplateIds(graph, as, { wabaId, name })).includes(id)
  if (kind === 'flow') return (await readFlowAccount(graph, as, { flowId: id })) === wabaId
  if (kind === 'media')
    return isOfSomeNumber(plugin, (phoneNumberId) => hasMedia(graph, plugin, { mediaId: id, phoneNumberId }))
  if (kind === 'group') {
    return isOfSomeNumber(plugin, async (phoneNumberId) =>
      (await listGroupIds(graph, as, { phoneNumberId })).includes(id),
    )
  }
  // a session belongs to whose token it was begun with
  return true
}

async function isOfSomeNumber({ numbers }: Plugin, is: (phoneNumberId: string) => Promise<boolean>): Promise<boolean> {
  for (const { id } of numbers) if (await is(id)) return true
  return false
}

async function hasMedia(
  graph: Graph,
  plugin: Plugin,
  of: { mediaId: string; phoneNumberId: string },
): Promise<boolean> {
  try {
    await readMediaOfNumber(graph, account(plugin), of)
    return true
  } catch (error) {
    if (error instanceof GraphRefusal) return false
    throw error
  }
}
