import type { CallName } from '@nadi/sdk'
import type { QueryClient } from '@tanstack/react-query'

/** Which calls answer otherwise after an event of a kind: the kind's beginning → how the calls' names contain it. */
const touched: readonly (readonly [kind: string, calls: RegExp])[] = [
  ['process.', /\/process|statistics|\/tasks?$|\/agenda$/],
  ['task.', /\/task|\/history$|\/agenda$|statistics/],
  ['record.', /\/record|\/process\/\{processId\}/],
  ['chat.', /\/chats?(\/|$)|\/contact\/|statistics/],
  ['message.', /\/chats?(\/|$)|\/message\/|list-chat-messages|statistics/],
  ['chat_note.', /\/notes$/],
  ['contact.', /\/contacts?(\/|$)|\/chats?(\/|$)/],
  ['chat_label.', /chat-labels|\/chats?(\/|$)/],
  ['canned_reply.', /canned-repl/],
  ['assignment_rule.', /assignment-rule/],
  ['working_hours.', /working-hours|assignment-rules\/test/],
  ['template.', /\/templates/],
  ['plugin.', /\/plugin\/|whatsapp-phone-number|whatsapp-business-account/],
  ['webhook', /webhook/],
  ['key.', /\/keys?(\/|$)/],
  ['user.', /\/users?(\/|$)|\/config$|\/session$/],
  ['view.', /\/views?(\/|$)/],
  ['background_job.', /background-job/],
  [
    'model.changed',
    /\/config|\/procedures?(\/|$)|\/entit|\/roles?(\/|$)|\/pods?(\/|$)|\/skills?(\/|$)|\/users|\/session$|\/team/,
  ],
]

/** Has whatever is shown and may have changed read again; what is not shown is read again when it next is. */
export const invalidateFor = (client: QueryClient, kinds: Iterable<string>): void => void readAgainFor(client, kinds)

/**
 * The same, for whoever waits until it has been read.
 * @param chats those that changed, where nothing else did: calls about another chat answer as before
 */
export async function readAgainFor(
  client: QueryClient,
  kinds: Iterable<string>,
  chats?: ReadonlySet<string>,
): Promise<void> {
  const patterns = new Set<RegExp>()
  for (const kind of kinds)
    for (const [beginning, calls] of touched) if (kind.startsWith(beginning)) patterns.add(calls)
  if (patterns.size === 0) return
  await client.invalidateQueries({
    predicate: ({ queryKey: [name, input] }) =>
      typeof name === 'string' && [...patterns].some((pattern) => pattern.test(name)) && !isOfOther(input, chats),
  })
}

function isOfOther(input: unknown, chats: ReadonlySet<string> | undefined): boolean {
  const chatId = (input as { path?: { chatId?: string } } | undefined)?.path?.chatId
  return chats !== undefined && chatId !== undefined && !chats.has(chatId)
}

/** After an own change, where one need not wait for the stream. */
export const invalidateCalls = (client: QueryClient, ...names: CallName[]): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey: [name] }) => names.includes(name as CallName) })
