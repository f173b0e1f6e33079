/** A server of its own process, as `nadi start` runs it, on the database that the soak of bulk calls gives it. */
import { makeLogger } from '../../src/logger.ts'
import { compose, serve } from '../../src/main.ts'

const { url, dataDir } = JSON.parse(process.env.NADI_SOAK_SERVER ?? '{}') as { url: string; dataDir: string }
const config = {
  port: 0,
  isPortChosen: true,
  host: '127.0.0.1',
  databaseUrl: url,
  databaseDirectUrl: url,
  dataDir,
  role: 'all',
  publicUrl: null,
  mail: null,
  oidc: null,
  trustedProxies: [],
  secretKey: Buffer.alloc(32),
  previousSecretKeys: [],
  secretKeyFile: null,
  apiKey: null,
  demo: false,
  storage: 'disk',
  metricsToken: null,
  graphUrls: ['https://graph.facebook.com'],
  metaSignup: null,
  allowedHooks: [],
  logLevel: 'warn',
} as const
const nadi = await compose(config, { url, directUrl: url }, makeLogger(config))
process.send?.(await serve(nadi, config))
process.once('disconnect', () => process.exit(0))
