import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

/** A number as Meta tells of it. Of these fields `throughput`, `quality_score`, `name_status` and `platform_type` stand in Meta's reference, not in its OpenAPI document. */
export interface MetaPhoneNumber {
  id: string
  display_phone_number?: string
  verified_name?: string
  [field: string]: unknown
}

const fields = [
  'id',
  'display_phone_number',
  'verified_name',
  'status',
  'account_mode',
  'quality_rating',
  'quality_score',
  'messaging_limit_tier',
  'code_verification_status',
  'name_status',
  'platform_type',
  'throughput',
  'is_official_business_account',
].join(',')

/** far more than an account can have */
const mostPages = 50

/** An account's numbers, all pages. */
export async function listPhoneNumbers(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<MetaPhoneNumber[]> {
  const numbers: MetaPhoneNumber[] = []
  let after: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const { body } = await graph.call<{
      data?: MetaPhoneNumber[]
      paging?: { next?: string; cursors?: { after?: string } }
    }>(account, {
      method: 'GET',
      documented: '/{Version}/{WABA-ID}/phone_numbers',
      path: `/${graphVersion}/${wabaId}/phone_numbers`,
      query: { fields, limit: '100', ...(after && { after }) },
    })
    numbers.push(...(body.data ?? []))
    after = body.paging?.next ? body.paging.cursors?.after : undefined
    if (!after) break
  }
  return numbers
}
