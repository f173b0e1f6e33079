import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { readAgainFor } from '../api/invalidate.ts'
import { type Change, listen } from '../api/stream.ts'
import { tellPresence } from './presence.ts'

/** changes of so many milliseconds are followed together */
const gather = 15
/** so long the next changes wait at most for what the last ones have had read again */
const longest = 1_000
/** so long a page waits at most until it is told of changes */
const patience = 1_000

/** Keeps what is shown true while somebody is signed in: follows the stream of changes. */
class LiveStream {
  #stop: (() => void) | undefined
  #hasBegun: Promise<unknown> = Promise.resolve()
  #isConnected = true
  readonly #listeners = new Set<() => void>()

  readonly isConnected = (): boolean => this.#isConnected

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Settled once changes are told. What is read before that may have changed unnoticed, so pages read after it. */
  begin(client: QueryClient): Promise<unknown> {
    if (!this.#stop) this.#hasBegun = this.#follow(client)
    return this.#hasBegun
  }

  end(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#set(true)
  }

  #follow(client: QueryClient): Promise<void> {
    const { promise, resolve: goOn } = Promise.withResolvers<void>()
    let isReady = false
    // pages do not wait any longer: what they read is read again once changes are told
    let isLate = false
    const late = (): void => {
      isLate = !isReady
      goOn()
    }
    setTimeout(late, patience)
    let changes: Change[] = []
    let isFollowing = false
    let hasEnded = false
    let isCutOff = false
    // one reading after the other: where changes come faster than answers, none would ever arrive
    const follow = async (): Promise<void> => {
      if (isFollowing) return
      isFollowing = true
      while (changes.length > 0 && !hasEnded) {
        await pause(gather)
        const together = changes
        changes = []
        const kinds = new Set(together.map(({ kind }) => kind))
        await Promise.race([readAgainFor(client, kinds, chatsOf(together)), pause(longest)])
      }
      isFollowing = false
    }
    const stop = listen({
      ready: () => {
        if (isLate) void client.invalidateQueries()
        isReady = true
        isLate = false
        goOn()
      },
      changed: (change) => {
        changes.push(change)
        void follow()
      },
      missed: () => void client.invalidateQueries(),
      presence: tellPresence,
      connected: (isNow) => {
        // a session that has ended meanwhile is noticed by this
        if (!isNow && !isCutOff) void client.invalidateQueries({ queryKey: ['GET /v1/ext/session'] })
        // what could not be read meanwhile no change tells of
        if (isNow && isCutOff) void client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
        if (!isNow) late()
        isCutOff = !isNow
        this.#set(isNow)
      },
    })
    this.#stop = () => {
      hasEnded = true
      stop()
    }
    return promise
  }

  #set(isConnected: boolean): void {
    this.#isConnected = isConnected
    for (const each of this.#listeners) each()
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** The chats that changed; undefined where it may be any: a change that is not of one chat, or of many. */
const chatsOf = (changes: readonly Change[]): ReadonlySet<string> | undefined =>
  changes.every(({ chat }) => chat) ? new Set(changes.flatMap(({ chat }) => chat ?? [])) : undefined

export const liveStream = new LiveStream()

export const useIsConnected = (): boolean => useSyncExternalStore(liveStream.subscribe, liveStream.isConnected)
