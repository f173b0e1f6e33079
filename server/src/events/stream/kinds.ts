import type { RoutePermission } from '../../http/authentication.ts'

/** Who is told of an event: whoever reaches what it is about, or whoever may read things of that kind. */
export type Rule = 'process' | 'record' | 'chat' | 'contact' | 'job' | 'own' | Exclude<RoutePermission, 'public'>

const rules: Readonly<Record<string, Rule>> = {
  process: 'process',
  task: 'process',
  record: 'record',
  chat: 'chat',
  chat_note: 'chat',
  message: 'chat',
  media: 'chat',
  contact: 'contact',
  background_job: 'job',
  view: 'own',
  session: 'own',
  second_factor: 'own',
  password: 'own',
  team: 'authenticated',
  role: 'authenticated',
  pod: 'authenticated',
  skill: 'authenticated',
  user: 'authenticated',
  plugin: 'authenticated',
  key: 'keys.manage',
  team_secret: 'secrets.manage',
  webhook_endpoint_secret: 'secrets.manage',
  webhook_endpoint: 'webhooks.manage',
  webhook_delivery: 'webhooks.manage',
  webhook_replay: 'webhooks.manage',
  template: 'messages.send',
  canned_reply: 'chats.read_own',
  chat_label: 'chats.read_own',
  working_hours: 'chats.read_own',
  assignment_rule: 'chats.read_own',
  consent_words: 'chats.read_own',
  connect_token: 'plugins.manage',
  inbound_event: 'plugins.manage',
}

/** A change of these changes what everybody works with, or sees of it: all are told that, and no more. */
const ofModel: ReadonlySet<string> = new Set([
  'team',
  'entity',
  'procedure',
  'state',
  'attribute',
  'attributeGroup',
  'stateTask',
  'role',
  'pod',
  'skill',
])

const nounOf = (kind: string): string => kind.slice(0, kind.indexOf('.'))

/** What no list and no page shows is told to those who read the audit log. */
export const ruleOf = (kind: string): Rule => rules[nounOf(kind)] ?? 'audit.read'

export const changesModel = (kind: string): boolean => ofModel.has(nounOf(kind))
