import { type Static, Type } from 'typebox'
import { givenFields } from '../templates/given-schema.ts'

const text = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 200, description, examples: [example] })

/** What a batch says once for all of its rows. */
export const BatchHead = Type.Object(
  {
    whatsappPhoneNumberId: text("Meta's id of the business number that sends", '106540352242922'),
    templateName: text('name of the template', 'payment_reminder'),
    language: Type.Optional(text('where the name exists in several languages', 'en')),
    languageCode: Type.Optional(text('the same as `language`', 'en')),
    procedure: Type.Optional(text('short id or uuid of the procedure of rows that name a process', 'lead')),
    phoneAttribute: Type.Optional(
      text('which attribute of the process holds the number, where it has several', 'phone_number'),
    ),
    scheduledFor: Type.Optional(
      Type.Integer({
        description: 'epoch milliseconds, at most a year from now: when to send; at once where it is not given',
        examples: [1795000000000],
      }),
    ),
    sendToOptedOut: Type.Optional(
      Type.Boolean({ description: 'also to those who do not want marketing messages any more', examples: [false] }),
    ),
  },
  { additionalProperties: false },
)
export type BatchHead = Static<typeof BatchHead>

/** One message of a batch. */
export const BatchRow = Type.Object(
  {
    phoneNumber: Type.Optional(
      Type.Unsafe<string | number>({
        type: ['string', 'number'],
        maxLength: 40,
        description: 'with its country code',
        examples: ['919812345678'],
      }),
    ),
    process: Type.Optional(
      text('in the place of phoneNumber: uuid or primary key of a process, whose number it is', 'LEAD-000042'),
    ),
    callbackData: Type.Optional(
      Type.String({
        maxLength: 512,
        description: 'passed to Meta as biz_opaque_callback_data',
        examples: ['invoice 42'],
      }),
    ),
    ...givenFields,
  },
  { additionalProperties: false },
)
export type BatchRow = Static<typeof BatchRow>

/** What a job remembers of its batch. */
export interface BatchSettings extends Omit<BatchHead, 'scheduledFor' | 'languageCode'> {
  pluginId: string
}
