import { createHmac } from 'node:crypto'
import type { Vault } from '../../secrets/vault.ts'
import type { GraphAccount } from '../graph/client.ts'
import type { Plugin } from './plugin.ts'
import type { PluginWithNumbers } from './store.ts'
import { defaultWebhookSettings } from './types.ts'

export function unseal(vault: Vault, teamId: string, row: PluginWithNumbers): Plugin {
  const open = (sealed: Buffer | null): string | null => (sealed ? vault.open(sealed) : null)
  const { flowEndpointUrl, flowPrivateKey, flowPublicKey, ...rest } = row
  const accessToken = open(row.accessToken) ?? ''
  const appSecret = open(row.appSecret)
  return {
    ...rest,
    teamId,
    accessToken,
    appSecret,
    proof: appSecret !== null && accessToken !== '' ? proofOf(accessToken, appSecret) : undefined,
    verifyToken: open(row.verifyToken),
    webhookSettings: { ...defaultWebhookSettings, ...row.webhookSettings },
    flow: { endpointUrl: flowEndpointUrl, privateKey: open(flowPrivateKey), publicKey: flowPublicKey },
  }
}

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof */
export const proofOf = (accessToken: string, appSecret: string): string =>
  createHmac('sha256', appSecret).update(accessToken).digest('hex')

/** As whom Meta is asked for a plugin. */
export const account = ({ graphUrl, accessToken, proof }: Plugin): GraphAccount => ({ graphUrl, accessToken, proof })
