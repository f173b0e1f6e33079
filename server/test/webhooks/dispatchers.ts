import { afterEach } from 'vitest'
import { newId } from '../../src/ids.ts'
import { makeLogger } from '../../src/logger.ts'
import { SafePost } from '../../src/outgoing/safe-post.ts'
import { Vault } from '../../src/secrets/vault.ts'
import { Dispatcher, type DispatcherParts } from '../../src/webhooks/dispatch/dispatcher.ts'
import { Secrets } from '../../src/webhooks/secrets/service.ts'
import { theNadi } from '../harness/nadi.ts'

export const secretKey = Buffer.alloc(32, 9)

/** Makes dispatchers with a schedule for people in a hurry, for servers that have none of their own; each test's end at its end. */
export function dispatchers(origins: readonly string[]) {
  const started: { dispatcher: Dispatcher; safePost: SafePost }[] = []
  afterEach(async () => {
    for (const { dispatcher, safePost } of started.splice(0)) {
      await safePost.close()
      await dispatcher.stop()
    }
  })
  return {
    start(changes: Partial<Pick<DispatcherParts, 'times' | 'limits'>> = {}): Dispatcher {
      const { db } = theNadi()
      const safePost = new SafePost({ allowedHooks: origins })
      const secrets = new Secrets({ db, vault: new Vault({ key: secretKey }) })
      const { times, ...rest } = changes
      const dispatcher = new Dispatcher({
        db,
        secrets,
        safePost,
        logger: makeLogger({ logLevel: 'fatal' }),
        workerId: newId(),
        times: { lookMs: 20, pollMs: 20, retryDelaysMs: [10, 10, 10], ...times },
        ...rest,
      })
      dispatcher.start()
      started.push({ dispatcher, safePost })
      return dispatcher
    },
  }
}
