import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

/** What Meta tells of a file: where its bytes are for five minutes, and what they are. */
export interface GraphMedia {
  messaging_product: 'whatsapp'
  url: string
  mime_type?: string
  /** in hex */
  sha256?: string
  file_size?: number | string
  id: string
}

export async function readMedia(graph: Graph, account: GraphAccount, mediaId: string): Promise<GraphMedia> {
  const { body } = await graph.call<GraphMedia>(account, {
    method: 'GET',
    documented: '/{Version}/{Media-ID}',
    path: `/${graphVersion}/${mediaId}`,
  })
  return body
}
