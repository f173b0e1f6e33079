import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import { PageMeta, paging } from '../listing/page.ts'

/** The categories of templates that a customer may refuse; what they must get, such as one-time codes, is none of them. */
export const consentCategories = ['MARKETING', 'UTILITY'] as const
export type ConsentCategory = (typeof consentCategories)[number]

export const consentValues = ['OPTED_IN', 'OPTED_OUT'] as const
export type ConsentValue = (typeof consentValues)[number]

const uuid = Type.String({ format: 'uuid' })
const epoch = Type.Integer({ description: 'epoch milliseconds' })

export const Consent = Type.Object({
  value: Type.Enum([...consentValues]),
  source: Type.Enum(['KEYWORD', 'PREFERENCE', 'MANUAL'], {
    description: 'a word that they wrote, their settings in WhatsApp as Meta told, or somebody of the team',
  }),
  at: epoch,
  user: nullable(uuid, { description: 'who set it, where somebody of the team did' }),
  note: nullable(Type.String(), { description: 'the word, or why it was set', examples: ['STOP'] }),
})
export type Consent = Static<typeof Consent>

export const Consents = Type.Object(
  { MARKETING: Type.Optional(Consent), UTILITY: Type.Optional(Consent) },
  { description: 'by category of template; what is absent was never said, which is no refusal' },
)
export type Consents = Static<typeof Consents>

export const Contact = Type.Object({
  id: uuid,
  createdAt: epoch,
  updatedAt: epoch,
  name: Type.String({ examples: ['Asha Rao'] }),
  isNamedByTeam: Type.Boolean({ description: 'false: the name is that of their WhatsApp profile, and follows it' }),
  phoneNumber: nullable(Type.String(), {
    description: 'E.164; null where Meta shows no number',
    examples: ['+919876543210'],
  }),
  waId: Type.String({
    description: "Meta's name of them, mostly the number without its plus",
    examples: ['919876543210'],
  }),
  consents: Consents,
})
export type Contact = Static<typeof Contact>

export const ContactChanges = Type.Object(
  {
    name: Type.Optional(
      Type.String({ maxLength: 200, description: "'' goes back to the name of their profile", examples: ['Asha Rao'] }),
    ),
    consents: Type.Optional(
      Type.Object(
        {
          MARKETING: Type.Optional(Type.Enum([...consentValues], { examples: ['OPTED_OUT'] })),
          UTILITY: Type.Optional(Type.Enum([...consentValues])),
        },
        { additionalProperties: false },
      ),
    ),
    note: Type.Optional(
      Type.String({ maxLength: 500, description: 'why the consent changes', examples: ['Asked for it on the phone'] }),
    ),
  },
  { additionalProperties: false },
)
export type ContactChanges = Static<typeof ContactChanges>

export const ContactQuery = Type.Object(
  {
    ...paging,
    search: Type.Optional(
      Type.String({ maxLength: 200, description: 'a part of a name or number, at least three characters' }),
    ),
    phoneNumber: Type.Optional(Type.String({ maxLength: 40, description: 'exactly, in whatever form' })),
    optedOut: Type.Optional(
      Type.Enum([...consentCategories], { description: 'only those who refuse templates of the category' }),
    ),
  },
  { additionalProperties: false },
)
export type ContactQuery = Static<typeof ContactQuery>

export const ContactListMeta = PageMeta

const words = Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), { maxItems: 500 })

export const ConsentWords = Type.Object({
  stopWords: words,
  startWords: words,
  categories: Type.Array(Type.Enum([...consentCategories]), {
    description: 'what a word refuses or allows',
    examples: [['MARKETING']],
  }),
  isUsual: Type.Boolean({ description: 'true: the words that come with Nadi, in many languages' }),
})
export type ConsentWords = Static<typeof ConsentWords>

export const ConsentWordChanges = Type.Object(
  {
    stopWords: Type.Optional(Type.Array(words.items, { minItems: 1, maxItems: 500, examples: [['STOP', 'बंद करें']] })),
    startWords: Type.Optional(Type.Array(words.items, { maxItems: 500, examples: [['START']] })),
    categories: Type.Optional(
      Type.Array(Type.Enum([...consentCategories]), { minItems: 1, uniqueItems: true, examples: [['MARKETING']] }),
    ),
  },
  { additionalProperties: false, description: 'what is absent stays as it is' },
)
export type ConsentWordChanges = Static<typeof ConsentWordChanges>
