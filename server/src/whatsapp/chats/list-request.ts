import { type Static, Type } from 'typebox'
import { PageMeta, paging } from '../listing/page.ts'

const where = Type.Object(
  {},
  {
    additionalProperties: true,
    description: `Conditions by status, assignedTo, unread, unreadCount, isWaiting, label, plugin, phoneNumberId, process, procedure, contact, phoneNumber,
groupId, windowEndsAt, lastMessageAt, createdAt, id. A value is equality, a list any of its values, null absence, an object holds operators: = != > >= < <= in
exists. and, or and not nest.`,
    examples: [{ status: 'OPEN', assignedTo: null, or: [{ unread: true }, { label: 'VIP' }] }],
  },
)

export const ChatListRequest = Type.Object(
  {
    orderField: Type.Optional(
      Type.String({ maxLength: 80, description: 'createdAt (by default) or lastMessageAt', examples: ['createdAt'] }),
    ),
    orderDirection: Type.Optional(
      Type.String({ maxLength: 80, description: 'desc (by default) or asc', examples: ['desc'] }),
    ),
    ...paging,
    search: Type.Optional(
      Type.String({
        maxLength: 200,
        description:
          "in the contact's name and number, and in the words that customers wrote, or the team wrote in the console; at least three characters",
        examples: ['loan'],
      }),
    ),
    where: Type.Optional(where),
  },
  { additionalProperties: false },
)
export type ChatListRequest = Static<typeof ChatListRequest>

export const ChatListMeta = Type.Object({
  ...PageMeta.properties,
  isTotalCut: Type.Optional(
    Type.Boolean({ description: 'true: the search finds more than were counted, at least `total`' }),
  ),
})

const messageWhere = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'Conditions by direction, deliveryStatus, dataType, timestamp, sourceType, user, externalId, campaign, id, in the same form as those of chats.',
    examples: [{ direction: 'INBOUND' }],
  },
)

export const MessageListRequest = Type.Object(
  { ...paging, where: Type.Optional(messageWhere) },
  { additionalProperties: false },
)
export type MessageListRequest = Static<typeof MessageListRequest>

export const MessagesOfNumberRequest = Type.Object(
  {
    customerPhoneNumber: Type.Union([Type.String({ maxLength: 40 }), Type.Integer()], {
      description: 'with country code; with or without +',
      examples: ['919876543210'],
    }),
    ...MessageListRequest.properties,
  },
  { additionalProperties: false },
)
export type MessagesOfNumberRequest = Static<typeof MessagesOfNumberRequest>
