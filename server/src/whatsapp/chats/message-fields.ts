import { sql } from 'kysely'
import { choice, exactText, type Field, time, userNamed, uuid } from '../listing/field.ts'
import { deliveryStatuses, directions, sourceTypes } from '../messages/types.ts'

const at = time(sql`m.at`, 'timestamp')

/** What the messages `m` of a chat are filtered by. */
export const messageFields: Readonly<Record<string, Field>> = {
  direction: choice(sql`m.direction`, 'direction', directions),
  deliveryStatus: choice(sql`m.delivery_status`, 'deliveryStatus', deliveryStatuses),
  dataType: exactText(sql`m.type`, 'dataType'),
  timestamp: at,
  createdAt: time(sql`m.created_at`, 'createdAt'),
  sourceType: choice(sql`m.source_type`, 'sourceType', sourceTypes),
  user: uuid(sql`m.user_id`, 'user', { is: 'the username or uuid of a user', find: userNamed }),
  externalId: exactText(sql`m.external_id`, 'externalId'),
  campaign: uuid(sql`m.campaign_id`, 'campaign', { is: 'the uuid of a batch' }),
  id: uuid(sql`m.chat_message_id`, 'id', { is: 'the uuid of a message' }),
}
