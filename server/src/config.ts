import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { isLoopback } from './loopback.ts'
import { readKeyFile } from './secrets/key-file.ts'
import { parseS3Address } from './storage/s3-address.ts'

/** Every setting of the program. Read once, at the start, from the environment; nothing else reads `process.env`. */
export interface Config {
  /** `PORT`, default 8420; 0 takes any free port */
  port: number
  /** PORT was set: no other will do */
  isPortChosen: boolean
  /** `HOST`, default 127.0.0.1 */
  host: string
  /** `DATABASE_URL`: an external PostgreSQL ≥ 15, also behind a transaction pooler; null: the embedded one */
  databaseUrl: string | null
  /** `DATABASE_DIRECT_URL`: the same database without a pooler, for LISTEN, migrations and workers; default DATABASE_URL */
  databaseDirectUrl: string | null
  /** `NADI_DATA_DIR`: embedded PostgreSQL, uploads, key file; default `.nadi` in the checkout */
  dataDir: string
  /** `NADI_ROLE`: api, worker, or all (default) */
  role: 'api' | 'worker' | 'all'
  /** `NADI_PUBLIC_URL`: where others reach this server; default http://HOST:PORT */
  publicUrl: string | null
  /** `NADI_SMTP_URL` and `NADI_MAIL_FROM`: the SMTP server that mail goes through, and what it comes from; null: none is sent */
  mail: { smtpUrl: string; from: string } | null
  /** `NADI_OIDC_ISSUER`, `NADI_OIDC_CLIENT_ID`, `NADI_OIDC_CLIENT_SECRET`: an OpenID provider that people sign in with, called `NADI_OIDC_NAME`; null: there is none */
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null
  /** `NADI_TRUSTED_PROXIES`: addresses and ranges, with commas, of the proxies before this server: the caller's address is that which they forward; default none */
  trustedProxies: readonly string[]
  /** `NADI_SECRET_KEY`: 32 bytes in base64 or hex; default a key file (0600) in the data folder, made on the first start */
  secretKey: Buffer
  /** `NADI_SECRET_KEY_PREVIOUS`: keys that came before it, with commas: what they sealed is still opened; else the further lines of the key file */
  previousSecretKeys: readonly Buffer[]
  /** the key file, where NADI_SECRET_KEY is not set */
  secretKeyFile: string | null
  /** `NADI_API_KEY`: the demo team's first key; default made and printed */
  apiKey: string | null
  /** `NADI_DEMO`: 1 seeds the demo team even on a public host, 0 starts empty; default: seed it on a loopback host */
  demo: boolean
  /** `NADI_STORAGE`: where photos lie: `disk` (default) or an S3 bucket as `s3://KEY:SECRET@host/bucket?region=…` */
  storage: string
  /** `NADI_METRICS_TOKEN`: who sends it as a bearer token may read /metrics; null: only this machine may */
  metricsToken: string | null
  /** `NADI_GRAPH_URLS`: the origins that may answer for Meta's Graph API, with commas; default https://graph.facebook.com. The first is the usual one. */
  graphUrls: readonly string[]
  /** `META_APP_ID` and `META_CONFIG_ID`: with both, partners connect by Meta's Embedded Signup, which `META_APP_SECRET` completes */
  metaSignup: { appId: string; configId: string; appSecret: string | null } | null
  /** `NADI_ALLOWED_HOOKS`: origins, with commas, that webhooks may be sent to although they are private; default none */
  allowedHooks: readonly string[]
  /** `LOG_LEVEL`: fatal, error, warn, info (default), debug */
  logLevel: string
}

type Environment = Record<string, string | undefined>

/** @throws Error with one line for each mistake in the environment */
export function readConfig(env: Environment, checkout: string): Config {
  const mistakes: string[] = []
  const refuse = (message: string): void => {
    mistakes.push(message)
  }

  const port = readPort(env.PORT, refuse)
  const host = env.HOST || '127.0.0.1'
  const role = oneOf(env, 'NADI_ROLE', ['api', 'worker', 'all'] as const, 'all', refuse)
  const logLevel = oneOf(env, 'LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug'] as const, 'info', refuse)
  const demo = oneOf(env, 'NADI_DEMO', ['0', '1', ''] as const, '', refuse)
  if (demo === '' && !isLoopback(host)) {
    refuse(
      `HOST=${host} is reachable from outside, where a demo team with well-known names must not stand by accident: set NADI_DEMO=0 to start without it, or NADI_DEMO=1 if you mean it.`,
    )
  }
  const databaseUrl = readPostgresUrl(env, 'DATABASE_URL', refuse)
  const databaseDirectUrl = readPostgresUrl(env, 'DATABASE_DIRECT_URL', refuse)
  if (databaseDirectUrl && !databaseUrl) {
    refuse('DATABASE_DIRECT_URL is set without DATABASE_URL: set both, or neither for the embedded PostgreSQL.')
  }
  const publicUrl = readPublicUrl(env.NADI_PUBLIC_URL, refuse)
  const mail = readMail(env, refuse)
  const oidc = readOidc(env, refuse)
  const trustedProxies = readAddresses(env, 'NADI_TRUSTED_PROXIES', refuse)
  const apiKey = readApiKey(env.NADI_API_KEY, refuse)
  const storage = env.NADI_STORAGE || 'disk'
  checkStorage(storage, refuse)
  const metricsToken = readMetricsToken(env.NADI_METRICS_TOKEN, refuse)
  const graphUrls = readOrigins(env, 'NADI_GRAPH_URLS', refuse)
  const allowedHooks = readOrigins(env, 'NADI_ALLOWED_HOOKS', refuse)
  const metaSignup = readMetaSignup(env, refuse)
  const dataDir = path.resolve(env.NADI_DATA_DIR || path.join(checkout, '.nadi'))
  const secretKey = parseSecretKey('NADI_SECRET_KEY', env.NADI_SECRET_KEY, refuse)
  const previousSecretKeys = (env.NADI_SECRET_KEY_PREVIOUS ?? '')
    .split(',')
    .flatMap((each) => parseSecretKey('NADI_SECRET_KEY_PREVIOUS', each.trim(), refuse) ?? [])
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'))
  const secretKeyFile = secretKey ? null : path.join(dataDir, 'secret.key')
  const [presentKey, ...olderKeys] = secretKeyFile ? readKeyFile(secretKeyFile) : [secretKey]
  if (!presentKey) throw new Error('There is no secret key.')

  return {
    port,
    isPortChosen: Boolean(env.PORT),
    host,
    databaseUrl,
    databaseDirectUrl: databaseDirectUrl ?? databaseUrl,
    dataDir,
    role,
    publicUrl,
    mail,
    oidc,
    trustedProxies,
    secretKey: presentKey,
    previousSecretKeys: [...previousSecretKeys, ...olderKeys.filter((key) => key !== null)],
    secretKeyFile,
    apiKey,
    demo: demo === '' ? isLoopback(host) : demo === '1',
    storage,
    metricsToken,
    graphUrls: graphUrls.length > 0 ? graphUrls : ['https://graph.facebook.com'],
    metaSignup,
    allowedHooks,
    logLevel,
  }
}

function oneOf<const T extends readonly string[]>(
  env: Environment,
  name: string,
  allowed: T,
  fallback: T[number],
  refuse: (message: string) => void,
): T[number] {
  const value = env[name]
  if (value === undefined || value === '') return fallback
  if (!allowed.includes(value)) {
    refuse(`${name} must be one of ${allowed.filter(Boolean).join(', ')}, not "${value}".`)
    return fallback
  }
  return value
}

function readPort(value: string | undefined, refuse: (message: string) => void): number {
  if (!value) return 8420
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535) refuse(`PORT must be a number from 0 to 65535, not "${value}".`)
  return port
}

function readPostgresUrl(env: Environment, name: string, refuse: (message: string) => void): string | null {
  const value = env[name]
  if (!value) return null
  // the value may hold a password, so it is never shown
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) {
    refuse(`${name} must be a PostgreSQL address like postgres://user:password@host:5432/database.`)
  }
  return value
}

function readPublicUrl(value: string | undefined, refuse: (message: string) => void): string | null {
  if (!value) return null
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    refuse(`NADI_PUBLIC_URL must be an address like https://nadi.example.org, not "${value}".`)
  }
  return value.replace(/\/+$/, '')
}

function readAddresses(env: Environment, name: string, refuse: (message: string) => void): string[] {
  const given = (env[name] ?? '').split(',').flatMap((each) => each.trim() || [])
  for (const each of given) {
    if (ipaddr.isValid(each) || ipaddr.isValidCIDR(each)) continue
    refuse(`${name} must be addresses or ranges like 10.0.0.0/8, with commas between them, not "${each}".`)
  }
  return given
}

function readOrigins(env: Environment, name: string, refuse: (message: string) => void): string[] {
  const given = (env[name] ?? '').split(',').flatMap((each) => each.trim() || [])
  return given.flatMap((each) => {
    if (URL.canParse(each) && /^https?:$/.test(new URL(each).protocol)) return new URL(each).origin
    refuse(`${name} must be origins like https://graph.facebook.com, with commas between them, not "${each}".`)
    return []
  })
}

function readMetaSignup(env: Environment, refuse: (message: string) => void): Config['metaSignup'] {
  const { META_APP_ID: appId, META_CONFIG_ID: configId, META_APP_SECRET: appSecret } = env
  if (appId && configId) return { appId, configId, appSecret: appSecret || null }
  if (appId || configId) refuse('META_APP_ID and META_CONFIG_ID belong together: set both, or neither.')
  return null
}

function readMail(env: Environment, refuse: (message: string) => void): Config['mail'] {
  const { NADI_SMTP_URL: smtpUrl, NADI_MAIL_FROM: from } = env
  if (!smtpUrl && !from) return null
  if (!smtpUrl || !from) refuse('NADI_SMTP_URL and NADI_MAIL_FROM belong together: set both, or neither.')
  // the address may hold a password, so it is never shown
  if (smtpUrl && !(/^smtps?:\/\//.test(smtpUrl) && URL.canParse(smtpUrl))) {
    refuse('NADI_SMTP_URL must be an address like smtps://user:password@mail.example.org.')
  }
  if (from && !/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    refuse(`NADI_MAIL_FROM must be an e-mail address, such as Nadi <nadi@example.org>, not "${from}".`)
  }
  return { smtpUrl: smtpUrl ?? '', from: from ?? '' }
}

function readOidc(env: Environment, refuse: (message: string) => void): Config['oidc'] {
  const { NADI_OIDC_ISSUER: issuer, NADI_OIDC_CLIENT_ID: clientId, NADI_OIDC_CLIENT_SECRET: clientSecret } = env
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret) {
    refuse('NADI_OIDC_ISSUER, NADI_OIDC_CLIENT_ID and NADI_OIDC_CLIENT_SECRET belong together: set all, or none.')
    return null
  }
  const { protocol, hostname } = URL.canParse(issuer) ? new URL(issuer) : { protocol: '', hostname: '' }
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    refuse(`NADI_OIDC_ISSUER must be an https address like https://accounts.google.com, not "${issuer}".`)
  }
  return { issuer, clientId, clientSecret, name: env.NADI_OIDC_NAME || 'single sign-on' }
}

function readApiKey(value: string | undefined, refuse: (message: string) => void): string | null {
  if (!value) return null
  if (!/^[\x21-\x7e]{16,200}$/.test(value)) {
    refuse('NADI_API_KEY must be 16 to 200 visible ASCII characters without spaces.')
  }
  return value
}

function checkStorage(value: string, refuse: (message: string) => void): void {
  if (value === 'disk') return
  if (!value.startsWith('s3://')) {
    // the value may hold a secret, so it is never shown
    refuse('NADI_STORAGE must be "disk" or an address like s3://KEY:SECRET@host/bucket?region=eu-central-1.')
    return
  }
  try {
    parseS3Address(value)
  } catch (error) {
    refuse((error as Error).message)
  }
}

function readMetricsToken(value: string | undefined, refuse: (message: string) => void): string | null {
  if (!value) return null
  if (!/^[\x21-\x7e]{16,200}$/.test(value)) {
    refuse('NADI_METRICS_TOKEN must be 16 to 200 visible ASCII characters without spaces.')
  }
  return value
}

function parseSecretKey(name: string, value: string | undefined, refuse: (message: string) => void): Buffer | null {
  if (!value) return null
  const key = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64')
  if (key.length !== 32) refuse(`${name} must be 32 bytes in base64 or hex: \`openssl rand -base64 32\` makes one.`)
  return key
}
