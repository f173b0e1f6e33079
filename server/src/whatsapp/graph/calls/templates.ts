import type { MetaComponent } from '../../templates/meta.ts'
import type { Graph, GraphAccount, GraphAnswer } from '../client.ts'
import { graphVersion } from '../version.ts'

/** A template as Meta lists it. Of these fields `quality_score`, `parameter_format` and `rejected_reason` stand in Meta's reference, not in its OpenAPI document. */
export interface MetaTemplate {
  id: string
  name: string
  language: string
  category: string
  status: string
  parameter_format?: string
  components?: MetaComponent[]
  quality_score?: { score?: string }
  rejected_reason?: string
}

const fields = 'id,name,language,category,status,parameter_format,components,quality_score,rejected_reason'

interface Page {
  data?: MetaTemplate[]
  paging?: { next?: string; cursors?: { after?: string } }
}

const documented = '/{Version}/{WABA-ID}/message_templates'

/** Meta lets an account have 6,000: https://developers.facebook.com/docs/business-messaging/whatsapp/templates/overview#limits */
const mostPages = 100

/** An account's templates, all pages; with a name, those of that name. */
export async function readTemplates(
  graph: Graph,
  account: GraphAccount,
  { wabaId, name }: { wabaId: string; name?: string },
): Promise<MetaTemplate[]> {
  const templates: MetaTemplate[] = []
  let after: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const { body } = await graph.call<Page>(account, {
      method: 'GET',
      documented,
      path: `/${graphVersion}/${wabaId}/message_templates`,
      query: { fields, limit: '200', ...(name && { name }), ...(after && { after }) },
    })
    templates.push(...(body.data ?? []))
    after = body.paging?.next ? body.paging.cursors?.after : undefined
    if (!after) break
  }
  return templates
}

export interface Passed {
  /** as the caller wrote it: `v23.0` */
  version: string
  query: Readonly<Record<string, string>>
}

/** As a caller asks for it. */
export function passList(
  graph: Graph,
  account: GraphAccount,
  { version, wabaId, query }: Passed & { wabaId: string },
): Promise<GraphAnswer> {
  return graph.call(account, { method: 'GET', documented, path: `/${version}/${wabaId}/message_templates`, query })
}

export function passCreate(
  graph: Graph,
  account: GraphAccount,
  { version, wabaId, query, body }: Passed & { wabaId: string; body: unknown },
): Promise<GraphAnswer> {
  return graph.call(account, {
    method: 'POST',
    documented,
    path: `/${version}/${wabaId}/message_templates`,
    query,
    json: body,
  })
}

/** By `name`, or one language by `hsm_id` and `name`. */
export function passDelete(
  graph: Graph,
  account: GraphAccount,
  { version, wabaId, query }: Passed & { wabaId: string },
): Promise<GraphAnswer> {
  return graph.call(account, { method: 'DELETE', documented, path: `/${version}/${wabaId}/message_templates`, query })
}
