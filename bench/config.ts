import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { Config } from '../server/src/config.ts'

/** The settings of a measured server: the defaults, on a database of its own. */
export const benchConfig = (url: string, changes: Partial<Config> = {}): Config => ({
  port: 0,
  isPortChosen: true,
  host: '127.0.0.1',
  databaseUrl: url,
  databaseDirectUrl: url,
  dataDir: tmpdir(),
  role: 'all',
  publicUrl: null,
  mail: null,
  oidc: null,
  trustedProxies: [],
  secretKey: randomBytes(32),
  previousSecretKeys: [],
  secretKeyFile: null,
  apiKey: null,
  metricsToken: null,
  demo: false,
  storage: 'disk',
  graphUrls: ['https://graph.facebook.com'],
  metaSignup: null,
  allowedHooks: [],
  logLevel: 'error',
  ...changes,
})
