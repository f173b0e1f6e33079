/** What was begun in each chat and not sent, while the console is open. */
const drafts = new Map<string, string>()

export const draftOf = (chatId: string): string => drafts.get(chatId) ?? ''

export function keepDraft(chatId: string, text: string): void {
  if (text === '') drafts.delete(chatId)
  else drafts.set(chatId, text)
}
