import { useState } from 'react'
import { draftOf, keepDraft } from '../drafts.ts'

/** The text that was begun in a chat; still there when one comes back to it. */
export function useDraft(chatId: string): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(() => draftOf(chatId))
  const set = (next: string): void => {
    keepDraft(chatId, next)
    setText(next)
  }
  return [text, set]
}
