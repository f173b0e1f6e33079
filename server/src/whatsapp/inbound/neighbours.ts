import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Plugin } from '../plugins/service.ts'
import type { ChangePart, PreferencePart } from './types.ts'

export interface NewMedia {
  pluginId: string
  mediaId: string
  chatMessageId: string
  mimeType: string | null
  filename: string | null
}

export interface CustomerText {
  pluginId: string
  chatId: string
  contactId: string
  text: string
  at: Date
}

type Apply<T> = (tx: Tx, scope: Scope, what: T) => Promise<unknown>

/** What other concepts do with what arrives, in the transaction that applies it. */
export interface Neighbours {
  /** files to be fetched from Meta */
  keepMedia: Apply<readonly NewMedia[]>
  /** chats that need somebody */
  assign: Apply<readonly string[]>
  /** words by which a customer gives or takes back consent */
  applyKeywords: Apply<readonly CustomerText[]>
  applyPreferences: Apply<readonly PreferencePart[]>
  applyTemplateChange: Apply<ChangePart & { plugin: Plugin }>
  applyAccountChange: Apply<ChangePart & { plugin: Plugin }>
}
