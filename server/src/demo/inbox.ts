import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import type { DemoApi } from './api.ts'
import { demoChats, type Inbox } from './conversations.ts'
import type { DemoLead } from './leads.ts'

/** so that a request stays small */
const chatsAtOnce = 20

/** Fills the inbox with two weeks of conversations, labels and canned replies; what an earlier try has left there is taken as it is. */
export async function seedInbox(
  api: DemoApi,
  leads: readonly DemoLead[],
  { pluginId, phoneNumberId, now }: { pluginId: string; phoneNumberId: string; now: number },
): Promise<void> {
  const inbox = parse(await readFile(path.join(import.meta.dirname, 'inbox.yaml'), 'utf8')) as Inbox
  await makeMissing(api, inbox)
  const templates = await templatesOf(api, pluginId)
  const chats = demoChats(inbox, leads, { phoneNumberId, templates, now })
  const made: { id: string; chat: (typeof chats)[number] }[] = []
  for (let from = 0; from < chats.length; from += chatsAtOnce) {
    const some = chats.slice(from, from + chatsAtOnce)
    const answer = await api.post<{ chat: string }[]>('/v1/ext/chats/import', { chats: some.map(({ body }) => body) })
    made.push(...some.flatMap((chat, index) => ({ id: answer[index]?.chat ?? '', chat })))
  }
  for (const [agent, theirs] of Map.groupBy(made, ({ chat }) => chat.agent)) {
    if (agent) await api.post('/v1/ext/chats/assign', { chatIds: theirs.map(({ id }) => id), assignedTo: agent })
  }
  for (const { id, chat } of made.filter(({ chat: { labels } }) => labels.length > 0)) {
    await api.put(`/v1/ext/chat/${id}/labels`, { add: chat.labels })
  }
  const over = made.flatMap(({ id, chat }) => (chat.isOver ? [id] : []))
  if (over.length > 0) await api.post('/v1/ext/chats/close', { chatIds: over })
}

async function makeMissing(api: DemoApi, { labels, cannedReplies }: Inbox): Promise<void> {
  const names = new Set((await api.get<{ name: string }[]>('/v1/ext/chat-labels')).map(({ name }) => name))
  for (const [name, color] of Object.entries(labels)) {
    if (!names.has(name)) await api.post('/v1/ext/chat-label', { name, color })
  }
  const replies = await api.get<{ shortcut: string }[]>('/v1/ext/canned-replies')
  const shortcuts = new Set(replies.map(({ shortcut }) => shortcut))
  for (const [shortcut, text] of Object.entries(cannedReplies)) {
    if (!shortcuts.has(shortcut)) await api.post('/v1/ext/canned-reply', { shortcut, text })
  }
}

async function templatesOf(api: DemoApi, pluginId: string): Promise<Record<string, string>> {
  const list = await api.get<{ id: string; name: string; language: string }[]>(
    `/v1/ext/plugin/whatsapp/${pluginId}/templates`,
  )
  return Object.fromEntries(list.filter(({ language }) => language === 'en').map(({ name, id }) => [name, id]))
}
