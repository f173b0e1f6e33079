import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict, Upstream } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import type { SafePost } from '../../outgoing/safe-post.ts'
import type { Scope } from '../../scope.ts'
import type { Secrets } from '../../webhooks/secrets/service.ts'
import { signatureHeaders } from '../../webhooks/secrets/signatures.ts'
import { setEncryptionKey } from '../graph/calls/encryption-key.ts'
import type { Graph } from '../graph/client.ts'
import { account, type Plugin, type Plugins } from '../plugins/service.ts'
import { type DecryptedRequest, decryptRequest, type EncryptedRequest, makeKeyPair } from './encryption.ts'
import type { FlowEndpoint } from './types.ts'

/** Meta ends an exchange after ten seconds. */
const timeoutMs = 9_000

export interface FlowParts {
  db: Database
  graph: Graph
  plugins: Plugins
  safePost: SafePost
  secrets: Secrets
  publicAddress: PublicAddress
  newId: () => string
}

/** What the endpoint of a Flow answers Meta: plain text, base64, or a status that Meta knows the meaning of. */
export type Exchange = { answer: string } | { status: 421 }

/** Flows ask their business for data while somebody fills them in. Nadi decrypts, asks the team's own system in plain JSON, and encrypts its answer. */
export class Flows {
  readonly #parts: FlowParts

  constructor(parts: FlowParts) {
    this.#parts = parts
  }

  describe(plugin: Plugin): FlowEndpoint {
    return {
      endpointUrl: plugin.flow.endpointUrl,
      publicKey: plugin.flow.publicKey,
      metaEndpointUrl: `${this.#parts.publicAddress.url ?? ''}/webhooks/whatsapp/${plugin.id}/flow`,
    }
  }

  /** Where decrypted requests go; null for nowhere. */
  async setEndpoint(scope: Scope, plugin: Plugin, endpointUrl: string | null): Promise<void> {
    if (endpointUrl !== null) await this.#parts.safePost.assertPublicUrl(endpointUrl, 'endpointUrl')
    await inTransaction(this.#parts.db, scope, async (tx) => {
      await this.#parts.plugins.saveFlow(tx, scope, plugin.id, { endpointUrl })
      const [before, after] = [{ endpointUrl: plugin.flow.endpointUrl }, { endpointUrl }]
      await recordEvent(tx, scope, { kind: 'plugin.flow_endpoint_changed', subjectId: plugin.id, before, after })
    })
    this.#parts.plugins.drop(scope, plugin.id)
  }

  /** A new key pair, whose public half Meta gets for each number. The private one is stored first: a request can follow at once. */
  async renewKeys(scope: Scope, plugin: Plugin): Promise<void> {
    const { db, graph, plugins } = this.#parts
    const keys = await makeKeyPair()
    await inTransaction(db, scope, async (tx) => {
      await plugins.saveFlow(tx, scope, plugin.id, keys)
      const [before, after] = [{ publicKey: plugin.flow.publicKey }, { publicKey: keys.publicKey }]
      await recordEvent(tx, scope, { kind: 'plugin.flow_keys_renewed', subjectId: plugin.id, before, after })
    })
    plugins.drop(scope, plugin.id)
    for (const { id } of plugin.numbers) await setEncryptionKey(graph, account(plugin), id, keys.publicKey)
  }

  /**
   * One question of a Flow, and its answer.
   * @throws Conflict where nothing is set up to answer, Upstream where the team's system does not
   */
  async exchange(scope: Scope, plugin: Plugin, request: EncryptedRequest): Promise<Exchange> {
    const { privateKey } = plugin.flow
    if (!privateKey) {
      throw new Conflict('This plugin has no key for Flows yet.', {
        code: 'no_flow_key',
        hint: `POST /v1/ext/plugin/whatsapp/${plugin.id}/flow-endpoint/keys makes one and tells Meta.`,
      })
    }
    const decrypted = tryToDecrypt(createPrivateKey(privateKey), request)
    // Meta then fetches our public key anew and tries again
    if (!decrypted) return { status: 421 }
    const question = JSON.parse(decrypted.text) as { action?: string; data?: { error?: unknown } }
    if (question.action === 'ping') return { answer: decrypted.encrypt('{"data":{"status":"active"}}') }
    const answer = await this.#ask(scope, plugin, decrypted.text)
    // of an error on the phone we are only told
    return { answer: decrypted.encrypt(question.data?.error ? '{"data":{"acknowledged":true}}' : answer) }
  }

  async #ask(scope: Scope, plugin: Plugin, question: string): Promise<string> {
    const { safePost, secrets, newId } = this.#parts
    const { endpointUrl } = plugin.flow
    if (!endpointUrl) {
      throw new Conflict('No address is set that answers the Flows of this plugin.', {
        code: 'no_flow_endpoint',
        hint: `PUT /v1/ext/plugin/whatsapp/${plugin.id}/flow-endpoint sets it.`,
      })
    }
    const body = Buffer.from(question)
    const signatures = signatureHeaders(await secrets.ofTeam(scope), { id: newId(), at: new Date(), body })
    const headers = { 'content-type': 'application/json', ...signatures }
    const answer = await safePost.send(endpointUrl, { headers, body, timeoutMs })
    const text = answer.body.toString('utf8')
    if (answer.status === 200 && isJsonObject(text)) return text
    throw new Upstream(
      `The address that answers this plugin's Flows answered ${answer.status}${answer.status === 200 ? ' without a JSON object' : ''}.`,
      {
        code: 'flow_endpoint_failed',
        hint: 'It gets the decrypted request as JSON and must answer 200 with a JSON object.',
      },
    )
  }
}

function tryToDecrypt(key: KeyObject, request: EncryptedRequest): DecryptedRequest | undefined {
  try {
    return decryptRequest(key, request)
  } catch {
    return undefined
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
