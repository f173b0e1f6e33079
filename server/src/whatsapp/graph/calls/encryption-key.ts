import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

/** The key (PEM) that Flows of this number encrypt for. */
export async function setEncryptionKey(
  graph: Graph,
  account: GraphAccount,
  phoneNumberId: string,
  publicKey: string,
): Promise<void> {
  await graph.call(account, {
    method: 'POST',
    documented: '/{Version}/{Phone-Number-ID}/whatsapp_business_encryption',
    path: `/${graphVersion}/${phoneNumberId}/whatsapp_business_encryption`,
    form: { business_public_key: publicKey },
    isRepeatable: true,
  })
}
