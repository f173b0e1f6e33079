import { type Chat, type ChatMessage, NadiError } from '@nadi/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api } from '../api/client.ts'
import { invalidateFor } from '../api/invalidate.ts'
import { metaMessage, type Outgoing } from './outgoing.ts'
import { uploadMedia } from './upload-media.ts'

const call = 'POST /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{phoneNumberId}/messages'

/** What one wrote and the server has not stored yet. */
export interface Waiting {
  /** also its idempotency key: trying again can't send it twice */
  id: string
  at: number
  outgoing: Outgoing
  /** the newest message that its writer had seen */
  lastMessageId: string | null
  state: 'sending' | 'stored' | 'failed' | 'overtaken'
  /** of an upload, 0 to 1 */
  progress: number | null
  error?: unknown
  /** what somebody else answered meanwhile */
  overtakenBy?: ChatMessage
  /** of the chat message, once it is stored: the list shows that one then */
  messageId?: string
  /** Meta's id of the file that is sent along, once it has it */
  mediaId?: string
}

/** Keeps what is on its way, chat by chat, whichever page is open. One chat's messages go one after the other, in the order in which they were written. */
class Outbox {
  readonly #waiting = new Map<string, readonly Waiting[]>()
  readonly #queues = new Map<string, Promise<void>>()
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly of = (chatId: string): readonly Waiting[] => this.#waiting.get(chatId) ?? nothing

  send(client: QueryClient, chat: Chat, outgoing: Outgoing, lastMessageId: string | null): void {
    const progress = outgoing.file ? 0 : null
    const waiting: Waiting = {
      id: crypto.randomUUID(),
      at: Date.now(),
      outgoing,
      lastMessageId,
      state: 'sending',
      progress,
    }
    this.#set(chat.id, [...this.of(chat.id), waiting])
    this.#queue(client, chat, waiting.id)
  }

  /** Sends what failed once more; what was overtaken goes out all the same, now that its writer has seen the other's. */
  again(client: QueryClient, chat: Chat, id: string): void {
    const waiting = this.of(chat.id).find((each) => each.id === id)
    if (!waiting) return
    const { error: _, overtakenBy, ...rest } = waiting
    // a request that was refused keeps its key, and takes no other body under it
    const isSame = !overtakenBy && !(waiting.error instanceof NadiError)
    const next: Waiting = {
      ...rest,
      id: isSame ? id : crypto.randomUUID(),
      state: 'sending',
      lastMessageId: overtakenBy?.id ?? waiting.lastMessageId,
    }
    this.#set(
      chat.id,
      this.of(chat.id).map((each) => (each.id === id ? next : each)),
    )
    this.#queue(client, chat, next.id)
  }

  drop(chatId: string, id: string): void {
    this.#set(
      chatId,
      this.of(chatId).filter((each) => each.id !== id),
    )
  }

  /** The list shows these by now. */
  settle(chatId: string, shown: ReadonlySet<string>): void {
    const rest = this.of(chatId).filter(({ messageId }) => messageId === undefined || !shown.has(messageId))
    if (rest.length < this.of(chatId).length) this.#set(chatId, rest)
  }

  #queue(client: QueryClient, chat: Chat, id: string): void {
    const before = this.#queues.get(chat.id) ?? Promise.resolve()
    this.#queues.set(
      chat.id,
      before.then(() => this.#deliver(client, chat, id)),
    )
  }

  async #deliver(client: QueryClient, chat: Chat, id: string): Promise<void> {
    const find = (): Waiting | undefined => this.of(chat.id).find((each) => each.id === id)
    const change = (changes: Partial<Waiting>): void =>
      this.#set(
        chat.id,
        this.of(chat.id).map((each) => (each.id === id ? { ...each, ...changes } : each)),
      )
    const waiting = find()
    if (!waiting) return
    try {
      let { mediaId } = waiting
      if (waiting.outgoing.file && mediaId === undefined) {
        mediaId = await uploadMedia(chat, waiting.outgoing.file, (progress) => change({ progress }))
        change({ mediaId, progress: null })
      }
      const { lastMessageId } = waiting
      const { path, body } = metaMessage(chat, waiting.outgoing, mediaId)
      const { data } = await api.call(call, {
        path,
        body: { ...body, ...(lastMessageId !== null && { lastMessageId }) },
        idempotencyKey: id,
      })
      if (data.chatMessageId) change({ state: 'stored', messageId: data.chatMessageId })
      else this.drop(chat.id, id)
    } catch (error) {
      const beside = error instanceof NadiError ? (error.body as Partial<Beside>) : {}
      // it is stored, and the list tells what became of it
      if (beside.chatMessageId) this.drop(chat.id, id)
      else if (beside.chatMessage) change({ state: 'overtaken', error, overtakenBy: beside.chatMessage })
      else change({ state: 'failed', error })
    }
    invalidateFor(client, ['message.', 'chat.'])
  }

  #set(chatId: string, waiting: readonly Waiting[]): void {
    this.#waiting.set(chatId, waiting)
    for (const each of this.#listeners) each()
  }
}

/** What stands beside the errors of a send that was refused. */
interface Beside {
  chatMessageId: string
  chatMessage: ChatMessage
}

const nothing: readonly Waiting[] = []

export const outbox = new Outbox()

export const useOutbox = (chatId: string): readonly Waiting[] =>
  useSyncExternalStore(outbox.subscribe, () => outbox.of(chatId))
