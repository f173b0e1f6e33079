import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { parse as uuidBytes } from 'uuid'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { uuidOf } from '../../ids.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import { exchangeCode } from '../graph/calls/tokens.ts'
import type { Graph } from '../graph/client.ts'
import type { Connections } from '../plugins/connections.ts'
import type { Plugins } from '../plugins/service.ts'
import type { ShownPlugin } from '../plugins/types.ts'
import * as store from './store.ts'
import type { Connected, ConnectForm, NewConnectToken } from './types.ts'

const hourMs = 3_600_000
const mostAttempts = 20
const secretLength = 24

interface Parts {
  db: Database
  graph: Graph
  plugins: Plugins
  connections: Connections
  publicAddress: PublicAddress
  config: Config
  newId: () => string
}

/** Leave to connect an account, which a team gives to its clients. */
export class Partner {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** @throws NotFound for a plugin that the team does not have */
  async createToken(scope: Scope, { pluginId, ...client }: NewConnectToken) {
    if (pluginId === undefined && client.newPluginName === undefined) {
      throw new BadInput('"pluginId" or "newPluginName" is required.', {
        code: 'required',
        path: 'pluginId',
        hint: 'Name the account to connect again, or what a new one is to be called.',
      })
    }
    if (pluginId !== undefined && Object.keys(client).length > 0) {
      throw new BadInput('"pluginId" stands alone: the account has its name and client already.', { path: 'pluginId' })
    }
    if (pluginId !== undefined) await this.#parts.plugins.get(scope, pluginId)
    const id = this.#parts.newId()
    const secret = randomBytes(secretLength)
    const now = new Date()
    const expiresAt = new Date(now.getTime() + hourMs)
    await inTransaction(this.#parts.db, scope, async (tx) => {
      const { userId, keyId } = scope
      const row = { id, secretHash: hash('sha256', secret, 'buffer'), pluginId: pluginId ?? null, userId, keyId }
      await store.insertToken(
        tx,
        scope,
        { ...row, client: pluginId ? null : client, attempts: 0, expiresAt, usedAt: null },
        now,
      )
      const after = { pluginId: pluginId ?? null, ...client, expiresAt: expiresAt.getTime() }
      await recordEvent(tx, scope, { kind: 'connect_token.created', subjectId: id, before: null, after })
    })
    const connectToken = Buffer.concat([uuidBytes(scope.teamId), uuidBytes(id), secret]).toString('base64url')
    const path = `/v1/ext/whatsapp-partner/connect?connectToken=${connectToken}`
    return { connectToken, connectUrl: `${this.#parts.publicAddress.url ?? ''}${path}`, expiresAt: expiresAt.getTime() }
  }

  /**
   * What the page of a token is for: the name of the account to connect.
   * @throws NotFound where the token is not known, was used or has expired
   */
  async find(connectToken: string): Promise<{ name: string; wabaId: string | null }> {
    const { scope, row } = await this.#look(connectToken)
    if (row.pluginId === null) return { name: row.client?.newPluginName ?? '', wabaId: null }
    const { name, wabaId } = await this.#parts.plugins.get(scope, row.pluginId)
    return { name, wabaId }
  }

  /**
   * Connects the account. A token connects one; a refused attempt leaves it open for another.
   * @throws BadInput that names what Meta refuses
   */
  async connect(connectToken: string, form: ConnectForm): Promise<Connected> {
    const { scope, row } = await this.#look(connectToken)
    if (!(await store.claimToken(this.#parts.db, scope, row.id, mostAttempts))) throw gone()
    try {
      const plugin = await this.#connect(scope, row, await this.#withToken(form))
      return {
        pluginId: plugin.id,
        whatsappBusinessAccounts: [{ id: plugin.wabaId }],
        whatsappPhoneNumbers: plugin.phoneNumbers.map(({ id, displayPhoneNumber, verifiedName }) => ({
          id,
          displayPhoneNumber,
          verifiedName,
        })),
      }
    } catch (error) {
      await store.releaseToken(this.#parts.db, scope, row.id)
      throw error
    }
  }

  /** For `upkeep`: tokens that expired a day ago are of no use to anybody. */
  readonly sweep = (teamId: string): Promise<void> =>
    store.deleteOldTokens(this.#parts.db, { teamId }, new Date(Date.now() - 24 * hourMs))

  async #connect(scope: Scope, { pluginId, client }: store.TokenRow, form: ConnectForm): Promise<ShownPlugin> {
    const { wabaId, accessToken, appId, appSecret } = form
    const secrets = { accessToken, ...(appId && { appId }), ...(appSecret && { appSecret }) }
    const { connections, plugins } = this.#parts
    if (pluginId === null) {
      const { newPluginName, ...of } = client ?? {}
      return connections.create(scope, {
        wabaId,
        ...secrets,
        ...(newPluginName && { name: newPluginName }),
        client: of,
      })
    }
    const plugin = await plugins.get(scope, pluginId)
    if (plugin.wabaId !== wabaId) {
      throw new Conflict(`This connection is for the account ${plugin.wabaId}, not for ${wabaId}.`, {
        code: 'another_account',
        path: 'wabaId',
      })
    }
    return connections.update(scope, pluginId, secrets)
  }

  /** Embedded Signup ends with a code, which the app's secret turns into a token. */
  async #withToken(form: ConnectForm): Promise<ConnectForm> {
    if (!form.code) return form
    const { metaSignup, graphUrls } = this.#parts.config
    const [graphUrl = ''] = graphUrls
    if (!metaSignup?.appSecret) {
      throw new BadInput('This server cannot complete the signup with Facebook: its app secret is not set.', {
        code: 'no_app_secret',
        hint: 'The operator sets META_APP_SECRET beside META_APP_ID and META_CONFIG_ID; the form takes a token until then.',
      })
    }
    const { appId, appSecret } = metaSignup
    const accessToken = await exchangeCode(this.#parts.graph, { graphUrl, appId, appSecret, code: form.code })
    return { wabaId: form.wabaId, accessToken, appId, appSecret }
  }

  async #look(connectToken: string): Promise<{ scope: Scope; row: store.TokenRow }> {
    const bytes = Buffer.from(connectToken, 'base64url')
    if (bytes.length !== 32 + secretLength) throw gone()
    const [teamId, id] = [uuidOf(bytes.subarray(0, 16)), uuidOf(bytes.subarray(16, 32))]
    const row = teamId && id ? await store.findToken(this.#parts.db, { teamId }, id) : undefined
    const isRight = row && timingSafeEqual(row.secretHash, hash('sha256', bytes.subarray(32), 'buffer'))
    if (!teamId || !isRight || row.usedAt || row.expiresAt.getTime() < Date.now()) throw gone()
    return { scope: { ...operatorScope(teamId), userId: row.userId, keyId: row.keyId }, row }
  }
}

const gone = (): NotFound =>
  new NotFound('This link to connect an account is not valid any longer.', {
    code: 'connect_token_not_valid',
    path: 'connectToken',
    hint: 'Ask who sent it for another: a link connects one account, within an hour.',
  })
