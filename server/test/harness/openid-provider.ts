import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Who sits before the browser, as the provider knows them. */
export interface ProviderPerson {
  sub: string
  email?: string
  email_verified?: boolean
}

/** An OpenID provider (OpenID Connect Core 1.0, code flow with PKCE) at which somebody is signed in already. */
export interface OpenIdProvider {
  issuer: string
  clientId: string
  clientSecret: string
  person: ProviderPerson
  /** in place of the nonce that it was asked with */
  nonce: string | undefined
  /** the person says no */
  refuses: boolean
  close(): Promise<void>
}

interface Asked {
  redirectUri: string
  challenge: string
  nonce: string
}

export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, Asked>()

  const authorize = (query: URLSearchParams): string => {
    const asked = { redirectUri: query.get('redirect_uri') ?? '', challenge: query.get('code_challenge') ?? '' }
    const isRight =
      query.get('client_id') === provider.clientId &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256'
    const back = new URL(asked.redirectUri)
    back.searchParams.set('state', query.get('state') ?? '')
    if (!isRight || provider.refuses) back.searchParams.set('error', isRight ? 'access_denied' : 'invalid_request')
    else {
      const code = randomUUID()
      codes.set(code, { ...asked, nonce: query.get('nonce') ?? '' })
      back.searchParams.set('code', code)
    }
    return back.href
  }

  const token = async (request: IncomingMessage): Promise<object | undefined> => {
    const form = new URLSearchParams(await text(request))
    const asked = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      asked !== undefined &&
      asked.challenge === challenge &&
      asked.redirectUri === form.get('redirect_uri') &&
      form.get('client_id') === provider.clientId &&
      form.get('client_secret') === provider.clientSecret
    if (!isRight) return undefined
    const { sub, ...claims } = provider.person
    const idToken = await new SignJWT({ ...claims, nonce: provider.nonce ?? asked.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(provider.issuer)
      .setAudience(provider.clientId)
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken }
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', provider.issuer)
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration') return json(discovery(provider.issuer))
    if (pathname === '/keys') return json({ keys: [jwk] })
    if (pathname === '/authorize') return response.writeHead(302, { location: authorize(searchParams) }).end()
    if (pathname === '/token') {
      const granted = await token(request)
      return granted ? json(granted) : json({ error: 'invalid_grant' }, 400)
    }
    return response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const provider: OpenIdProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: 'nadi',
    clientSecret: 'a secret of the provider',
    person: { sub: 'p-1' },
    nonce: undefined,
    refuses: false,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return provider
}

const discovery = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})
