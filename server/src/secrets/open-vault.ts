import type { Config } from '../config.ts'
import { readKeyFile } from './key-file.ts'
import { Vault } from './vault.ts'

export const openVault = (config: Pick<Config, 'secretKey' | 'previousSecretKeys' | 'secretKeyFile'>): Vault =>
  new Vault({
    key: config.secretKey,
    previous: config.previousSecretKeys,
    reread: () => (config.secretKeyFile ? readKeyFile(config.secretKeyFile) : []),
  })
