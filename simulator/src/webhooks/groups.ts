import type { Services } from '../graph/call.ts'
import type { NodeOf } from '../world/world.ts'
import type { WebhookAnswer } from './sender.ts'

export type GroupField =
  | 'group_lifecycle_update'
  | 'group_participants_update'
  | 'group_settings_update'
  | 'group_status_update'

/** What Meta tells of a group: https://developers.facebook.com/docs/whatsapp/cloud-api/groups/webhooks */
export function tellGroup(
  { world, notifier }: Pick<Services, 'world' | 'notifier'>,
  { account, number }: Pick<NodeOf<'number'>, 'account' | 'number'>,
  field: GroupField,
  groupId: string,
  told: Record<string, unknown>,
): Promise<WebhookAnswer> {
  const group = { timestamp: world.clock.seconds(), group_id: groupId, ...told }
  return notifier.aboutNumber(account, number, field, { groups: [group] }, groupId)
}
