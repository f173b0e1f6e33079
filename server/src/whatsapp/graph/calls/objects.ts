import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

/**
 * Whatever an id may stand for (a template, a flow, a file, a group …): what Meta answers without naming fields. Meta documents it of each of
 * them; the path of a file stands for all.
 */
export async function readObject(
  graph: Graph,
  account: GraphAccount,
  { id }: { id: string },
): Promise<Record<string, unknown>> {
  const { body } = await graph.call<Record<string, unknown>>(account, {
    method: 'GET',
    documented: '/{Version}/{Media-ID}',
    path: `/${graphVersion}/${id}`,
  })
  return body
}

/** The account that has a flow. */
export async function readFlowAccount(
  graph: Graph,
  account: GraphAccount,
  { flowId }: { flowId: string },
): Promise<string | undefined> {
  const { body } = await graph.call<{ whatsapp_business_account?: { id?: string } }>(account, {
    method: 'GET',
    documented: '/{Version}/{Flow-ID}',
    path: `/${graphVersion}/${flowId}`,
    query: { fields: 'id,whatsapp_business_account' },
  })
  return body.whatsapp_business_account?.id
}

/** The ids of the templates with a name. */
export async function listTemplateIds(
  graph: Graph,
  account: GraphAccount,
  { wabaId, name }: { wabaId: string; name: string },
): Promise<string[]> {
  const { body } = await graph.call<{ data?: { id: string }[] }>(account, {
    method: 'GET',
    documented: '/{Version}/{WABA-ID}/message_templates',
    path: `/${graphVersion}/${wabaId}/message_templates`,
    query: { name, fields: 'id,name', limit: '100' },
  })
  return (body.data ?? []).map(({ id }) => id)
}

/** Meta refuses it where another number has the file. */
export async function readMediaOfNumber(
  graph: Graph,
  account: GraphAccount,
  { mediaId, phoneNumberId }: { mediaId: string; phoneNumberId: string },
): Promise<void> {
  await graph.call(account, {
    method: 'GET',
    documented: '/{Version}/{Media-ID}',
    path: `/${graphVersion}/${mediaId}`,
    query: { phone_number_id: phoneNumberId },
  })
}

/** The ids of a number's groups, all pages. */
export async function listGroupIds(
  graph: Graph,
  account: GraphAccount,
  { phoneNumberId }: { phoneNumberId: string },
): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const { body } = await graph.call<{
      data?: { groups?: { id: string }[] }
      paging?: { next?: string; cursors?: { after?: string } }
    }>(account, {
      method: 'GET',
      documented: '/{Version}/{Phone-Number-ID}/groups',
      path: `/${graphVersion}/${phoneNumberId}/groups`,
      query: { limit: '1024', ...(after && { after }) },
    })
    ids.push(...(body.data?.groups ?? []).map(({ id }) => id))
    after = body.paging?.next ? body.paging.cursors?.after : undefined
  } while (after)
  return ids
}
