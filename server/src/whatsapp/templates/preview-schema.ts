import { Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import type { SentTemplate } from './meta.ts'

const text = Type.String()

const Header = Type.Union(
  [
    Type.Object({
      kind: Type.String({ examples: ['image'] }),
      text: nullable(text),
      link: nullable(text),
      filename: nullable(text),
      location: Type.Union([
        Type.Object({
          latitude: text,
          longitude: text,
          name: Type.Optional(text),
          address: Type.Optional(text),
        }),
        Type.Null(),
      ]),
    }),
    Type.Null(),
  ],
  { description: 'null where the template has none' },
)

const Buttons = Type.Array(
  Type.Object({
    kind: Type.String({ examples: ['quick_reply'] }),
    text: Type.String({ examples: ['Yes'] }),
    url: nullable(text),
    phoneNumber: nullable(text),
    code: nullable(text, { description: 'what it copies' }),
  }),
)

/** A template message as a person sees it. */
export const RenderedTemplate = Type.Object({
  header: Header,
  body: Type.String({ examples: ['Hello Asha, your order is on its way.'] }),
  footer: nullable(text),
  offer: Type.Union([
    Type.Object({ text, expiresAt: nullable(Type.Integer({ description: 'epoch milliseconds' })) }),
    Type.Null(),
  ]),
  buttons: Buttons,
  cards: Type.Array(Type.Object({ header: Header, body: text, buttons: Buttons })),
})

export const SentTemplateSchema = Type.Unsafe<SentTemplate>({
  type: 'object',
  additionalProperties: true,
  description: "Meta's template object of a message",
})
