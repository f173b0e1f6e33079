import { Type } from 'typebox'
import type { MetaComponent } from './meta.ts'

const Component = Type.Unsafe<MetaComponent>({
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', maxLength: 60 },
    format: { type: 'string', maxLength: 60 },
    text: { type: 'string' },
    example: { type: 'object' },
    buttons: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['type'],
        properties: {
          type: { type: 'string', maxLength: 60 },
          text: { type: 'string' },
          url: { type: 'string' },
          phone_number: { type: 'string' },
          otp_type: { type: 'string' },
          autofill_text: { type: 'string' },
        },
      },
    },
    cards: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['components'],
        properties: {
          components: {
            type: 'array',
            maxItems: 20,
            items: {
              type: 'object',
              required: ['type'],
              properties: {
                type: { type: 'string', maxLength: 60 },
                format: { type: 'string', maxLength: 60 },
                text: { type: 'string' },
                example: { type: 'object' },
                buttons: {
                  type: 'array',
                  maxItems: 100,
                  items: {
                    type: 'object',
                    required: ['type'],
                    properties: {
                      type: { type: 'string', maxLength: 60 },
                      text: { type: 'string' },
                      url: { type: 'string' },
                      phone_number: { type: 'string' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
    limited_time_offer: {
      type: 'object',
      properties: { text: { type: 'string' }, has_expiration: { type: 'boolean' } },
    },
    add_security_recommendation: { type: 'boolean' },
    code_expiration_minutes: { type: 'number' },
  },
  examples: [{ type: 'BODY', text: 'Hi {{1}}, welcome!', example: { body_text: [['Asha']] } }],
})

/** A template as `POST …/message_templates` takes it, as far as the check reads it. */
export const DraftSchema = Type.Object(
  {
    name: Type.String({ maxLength: 1000, examples: ['order_confirmation'] }),
    language: Type.String({ maxLength: 40, examples: ['en_US'] }),
    category: Type.String({ maxLength: 40, examples: ['UTILITY'] }),
    parameter_format: Type.Optional(Type.String({ maxLength: 40, examples: ['POSITIONAL'] })),
    message_send_ttl_seconds: Type.Optional(Type.Integer()),
    components: Type.Array(Component, {
      maxItems: 20,
      examples: [[{ type: 'BODY', text: 'Hi {{1}}, your order is on its way.', example: { body_text: [['Asha']] } }]],
    }),
  },
  { additionalProperties: true },
)
