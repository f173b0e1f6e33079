import { metaId } from '../ids.ts'
import type { Template, TemplateComponent } from './template.ts'

type Sample = Pick<Template, 'name' | 'language' | 'category' | 'components'> & { parameterFormat?: 'NAMED' }

const body = (text: string, ...examples: string[]): TemplateComponent => ({
  type: 'BODY',
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
})

/** What an account begins with, so that there is something to send; one of each kind that clients treat differently. */
const samples: Sample[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      body('Welcome! This message shows that your number can send. Thank you for trying it.'),
      { type: 'FOOTER', text: 'WhatsApp simulator' },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en',
    category: 'UTILITY',
    components: [
      body('Hi {{1}}, your appointment is on {{2}}. Will you come?', 'Asha', '3 March, 10:30'),
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { type: 'QUICK_REPLY', text: 'Another time' },
        ],
      },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'hi',
    category: 'UTILITY',
    components: [
      body('नमस्ते {{1}}, आपका अपॉइंटमेंट {{2}} को है। क्या आप आएँगे?', 'आशा', '3 मार्च, 10:30'),
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'हाँ' },
          { type: 'QUICK_REPLY', text: 'किसी और समय' },
        ],
      },
    ],
  },
  {
    name: 'payment_due',
    language: 'en',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Dear {{customer_name}}, {{amount}} is due on {{due_date}}. Please pay in time.',
        example: {
          body_text_named_params: [
            { param_name: 'customer_name', example: 'Asha' },
            { param_name: 'amount', example: 'Rs 4,500' },
            { param_name: 'due_date', example: '5 March' },
          ],
        },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Pay now',
            url: 'https://pay.example.com/{{1}}',
            example: ['https://pay.example.com/42'],
          },
          { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550100200' },
        ],
      },
    ],
  },
  {
    name: 'festive_offer',
    language: 'en',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://example.com/offer.jpg'] } },
      body('Hello {{1}}, enjoy 20% off this week only!', 'Asha'),
      { type: 'FOOTER', text: 'Reply STOP to unsubscribe' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', example: 'FEST20' },
          { type: 'QUICK_REPLY', text: 'Tell me more' },
        ],
      },
    ],
  },
  {
    name: 'statement_ready',
    language: 'en',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['https://example.com/statement.pdf'] } },
      body('Your statement of {{1}} is attached. Write back with any question.', 'February'),
    ],
  },
  {
    name: 'branch_location',
    language: 'en',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      body('Here is the way to our branch, {{1}}. See you soon!', 'Asha'),
    ],
  },
  {
    name: 'login_code',
    language: 'en',
    category: 'AUTHENTICATION',
    components: [
      {
        type: 'BODY',
        text: '*{{1}}* is your verification code. For your security, do not share this code.',
        add_security_recommendation: true,
        example: { body_text: [['123456']] },
      },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.', code_expiration_minutes: 10 },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Copy code',
            url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
            example: ['https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp123456'],
          },
        ],
      },
    ],
  },
]

export function sampleTemplates(now: number): Template[] {
  return samples.map(({ parameterFormat, ...sample }) => ({
    ...sample,
    components: structuredClone(sample.components),
    parameterFormat: parameterFormat ?? 'POSITIONAL',
    id: metaId(),
    status: 'APPROVED',
    rejectedReason: 'NONE',
    qualityScore: 'GREEN',
    ttlSeconds: undefined,
    createdAt: now,
    updatedAt: now,
  }))
}
