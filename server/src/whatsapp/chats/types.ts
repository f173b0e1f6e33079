import { type Static, Type } from 'typebox'

const epoch = (description: string) => Type.Integer({ description: `epoch milliseconds: ${description}` })
const orNull = <T extends Type.TSchema>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description })
const uuid = Type.String({ format: 'uuid' })

export const chatStatuses = ['OPEN', 'CLOSED'] as const

export const ChatContact = Type.Object({
  id: uuid,
  name: Type.String({
    description: "as the team named them, else as their WhatsApp profile does; '' where neither is known",
    examples: ['Asha Rao'],
  }),
  phoneNumber: orNull(Type.String({ examples: ['+919876543210'] }), 'E.164; null where Meta shows no number'),
  waId: Type.String({
    description: "Meta's name of them, mostly the number without its plus",
    examples: ['919876543210'],
  }),
})

/** What a list shows of a message; the fields are those of the chat message object. */
export const LastMessage = Type.Object({
  id: uuid,
  externalId: orNull(Type.String({ examples: ['wamid.HBgMOTE5ODc2NTQzMjEw'] }), 'the wamid'),
  dataType: Type.String({ description: "Meta's type of message", examples: ['text'] }),
  text: Type.String({ examples: ['Hello, is the loan approved?'] }),
  direction: Type.Enum(['INBOUND', 'OUTBOUND']),
  deliveryStatus: Type.String({ examples: ['DELIVERED'] }),
  timestamp: epoch('when it was written'),
})

/** The conversation of one contact, or one group, with one of the team's numbers. */
export const Chat = Type.Object({
  id: uuid,
  createdAt: epoch('when the chat was made'),
  updatedAt: epoch('the last change or message'),
  version: Type.Integer({
    description: 'counts what people changed of it; also the ETag. Messages leave it as it is.',
  }),
  contact: orNull(ChatContact, 'null for a group'),
  groupId: orNull(Type.String(), "Meta's id of the group, where the chat is one"),
  plugin: uuid,
  whatsappPhoneNumberId: Type.String({ examples: ['106540352242922'] }),
  procedure: orNull(uuid, "the procedure of the chat's process"),
  process: orNull(uuid, 'the process that the chat belongs to'),
  status: Type.Enum([...chatStatuses]),
  assignedTo: orNull(uuid, 'the user who has it'),
  assignedAt: orNull(Type.Integer(), 'epoch milliseconds'),
  unreadCount: Type.Integer({ description: "the customer's messages that nobody has read; 999 also stands for more" }),
  windowEndsAt: orNull(
    Type.Integer(),
    'epoch milliseconds: until then any message may be sent, after it only templates; null where the customer never wrote',
  ),
  isWaiting: Type.Boolean({ description: "whether the last message is the customer's" }),
  lastMessageAt: orNull(Type.Integer(), 'epoch milliseconds'),
  lastMessage: orNull(LastMessage, 'null where there is none yet'),
  labels: Type.Array(Type.String(), { description: 'names of labels', examples: [['VIP']] }),
})
export type Chat = Static<typeof Chat>
