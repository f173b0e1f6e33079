import * as oidc from 'openid-client'
import type { Config } from '../../config.ts'
import { isLoopback } from '../../loopback.ts'

/** What the browser must bring back for an answer of the provider to be believed. */
export interface Pending {
  state: string
  nonce: string
  codeVerifier: string
}

export interface Identity {
  email: string
  isVerified: boolean
}

/** The operator's OpenID provider (OpenID Connect Core 1.0, with PKCE by RFC 7636). */
export class Provider {
  readonly #settings: NonNullable<Config['oidc']>
  #discovered: Promise<oidc.Configuration> | undefined

  constructor(settings: NonNullable<Config['oidc']>) {
    this.#settings = settings
  }

  /** Where the browser is to go. @throws where the provider does not answer */
  async begin(redirectUri: string): Promise<{ location: string; pending: Pending }> {
    const provider = await this.#discover()
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    }
    const location = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: 'openid email',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
    })
    return { location: location.href, pending }
  }

  /**
   * Who came back.
   * @param address that the browser was sent back to, with all that the provider put into it
   * @throws where the provider refuses, or what it says does not fit what it was asked
   */
  async finish(address: URL, { state, nonce, codeVerifier }: Pending): Promise<Identity> {
    const provider = await this.#discover()
    const tokens = await oidc.authorizationCodeGrant(provider, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('The provider sent no ID token.')
    const told =
      claims.email === undefined ? await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub) : claims
    return { email: typeof told.email === 'string' ? told.email : '', isVerified: told.email_verified === true }
  }

  /** Once; where it failed, again at the next try. */
  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings
    const server = new URL(issuer)
    const isLocal = server.protocol === 'http:' && isLoopback(server.hostname)
    this.#discovered ??= oidc
      .discovery(server, clientId, clientSecret, undefined, {
        timeout: 10,
        ...(isLocal && { execute: [oidc.allowInsecureRequests] }),
      })
      .catch((error: unknown) => {
        this.#discovered = undefined
        throw error
      })
    return this.#discovered
  }
}
