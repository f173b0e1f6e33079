import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

/** POST /{Version}/{Phone-Number-ID}/whatsapp_business_encryption: the key (PEM) that Flows of this number encrypt for. */
export async function setEncryptionKey(
  graph: Graph,
  account: GraphAccount,
  phoneNumberId: string,
  publicKey: string,
): Promise<void> {
  const path = `/${graphVersion}/${phoneNumberId}/whatsapp_business_encryption`
  await graph.call(account, { method: 'POST', path, form: { business_public_key: publicKey }, isRepeatable: true })
}
