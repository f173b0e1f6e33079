import { Type } from 'typebox'

const MappingType = Type.Object(
  {
    schemaPropertyName: Type.Unsafe<string | number>({
      type: ['string', 'number'],
      maxLength: 200,
      description: 'the parameter: "1" for {{1}}, or its name; of a button its index',
      examples: ['1'],
    }),
    schemaPropertyValue: Type.Optional(
      Type.Unsafe<string | number | boolean | null>({
        type: ['string', 'number', 'boolean', 'null'],
        maxLength: 40_000,
        examples: ['Asha'],
      }),
    ),
  },
  { additionalProperties: false },
)

const mapping = (description: string, example: string) =>
  Type.Optional(
    Type.Array(MappingType, {
      maxItems: 100,
      description,
      examples: [[{ schemaPropertyName: example, schemaPropertyValue: 'Asha' }]],
    }),
  )
const text = (description: string, example: string, maxLength = 2000) =>
  Type.Optional(Type.String({ maxLength, description, examples: [example] }))
const degrees = (description: string, example: string) =>
  Type.Optional(
    Type.Unsafe<string | number>({ type: ['string', 'number'], maxLength: 40, description, examples: [example] }),
  )

const cardFields = {
  mapping: mapping('parameters of the body', '1'),
  headerMapping: mapping('the parameter of a text header', '1'),
  buttonMapping: mapping('by index: end of an address, payload of a quick reply, code, flow token', '0'),
  imageUrl: text('of an image header', 'https://example.com/offer.jpg'),
  videoUrl: text('of a video header', 'https://example.com/tour.mp4'),
  catalogId: text('of a product header', '194836987003835', 200),
  productRetailerId: text('of a product header, or the thumbnail of a catalogue', 'sku-42', 200),
}

/** What fills a template, in the contract's fields and ours. A blank one, `""`, `[]` or null, counts as absent. */
export const givenFields = {
  ...cardFields,
  documentUrl: text('of a document header', 'https://example.com/statement.pdf'),
  filename: text('of the document; without it the last part of its address', 'statement.pdf', 240),
  locationLatitude: degrees('of a location header', '18.5204'),
  locationLongitude: degrees('of a location header', '73.8567'),
  locationName: text('of a location header', 'Pune branch', 1000),
  locationAddress: text('of a location header', 'FC Road, Pune', 1000),
  otpCode: Type.Optional(
    Type.Unsafe<string | number>({
      type: ['string', 'number'],
      maxLength: 40,
      description: 'the one-time password of an authentication template: fills its body and its button',
      examples: ['123456'],
    }),
  ),
  offerExpiresAt: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 9_000_000_000_000,
      description: 'when a limited-time offer ends, epoch milliseconds',
      examples: [1795000000000],
    }),
  ),
  productSections: Type.Optional(
    Type.Array(Type.Unknown(), {
      maxItems: 10,
      description: "Meta's sections of a button that shows several products",
    }),
  ),
  cards: Type.Optional(
    Type.Array(Type.Object(cardFields, { additionalProperties: false }), {
      maxItems: 10,
      description: 'what fills the cards of a carousel, in their order',
    }),
  ),
}
