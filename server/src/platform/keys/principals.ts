import type { Database } from '../../database/database.ts'
import { findKeyOwner } from '../../database/global-lookups.ts'
import { CredentialCache } from '../../http/credential-cache.ts'
import { defaultRequestsPerMinute } from '../../http/rate-limits.ts'
import { hashKey } from './secret.ts'
import * as store from './store.ts'

/** Whom a valid key speaks for. */
export interface KeyPrincipal {
  teamId: string
  keyId: string
  userId: string | null
  roleId: string
  requestsPerMinute: number
}

/** Whom a key speaks for; nothing for one that is unknown or revoked. */
export const cachedPrincipals = (db: Database): CredentialCache<KeyPrincipal> =>
  new CredentialCache(async (secret) => {
    const owner = await findKeyOwner(db, hashKey(secret))
    const key = owner && (await store.findActiveKey(db, owner))
    if (!owner || !key) return undefined
    await store.markKeyUsed(db, owner)
    return {
      ...owner,
      userId: key.userId,
      roleId: key.roleId,
      requestsPerMinute: key.requestsPerMinute ?? defaultRequestsPerMinute,
    }
  })
