import type { Api } from '../../harness/api.ts'

/** The chats of a team as its API tells them, each with its messages, the oldest first. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
export async function chatsOf(api: Api): Promise<any[]> {
  const { _data: chats } = (
    await api.post('/v1/ext/chat', { limit: 100, orderField: 'createdAt', orderDirection: 'asc' })
  ).body
  const whole: object[] = []
  for (const chat of chats) {
    const { _data: messages } = (await api.post(`/v1/ext/chat/${chat.id}/message`, { limit: 100 })).body
    whole.push({ ...chat, messages: messages.reverse() })
  }
  return whole
}
