import { expect, test } from 'vitest'
import { BadInput } from '../../../src/errors.ts'
import { type Fillable, fillTemplate } from '../../../src/whatsapp/templates/fill.ts'
import type { Given } from '../../../src/whatsapp/templates/given.ts'
import type { MetaComponent } from '../../../src/whatsapp/templates/meta.ts'
import { renderTemplate } from '../../../src/whatsapp/templates/render.ts'

const made = (components: MetaComponent[], changes: Partial<Fillable> = {}): Fillable => ({
  name: 'order_sent',
  language: 'en',
  category: 'UTILITY',
  parameterFormat: 'POSITIONAL',
  components,
  ...changes,
})

function refused(template: Fillable, given: Given): [code: string, path: string | undefined, message: string][] {
  try {
    fillTemplate(template, given)
  } catch (error) {
    if (error instanceof BadInput) return error.problems.map(({ code, path, message }) => [code, path, message])
    throw error
  }
  return []
}

const code = made(
  [
    { type: 'BODY', text: '*{{1}}* is your verification code.' },
    { type: 'FOOTER', code_expiration_minutes: 5 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
  ],
  { category: 'AUTHENTICATION' },
)

test('a one-time password fills the body and the button that copies it', () => {
  const { components } = fillTemplate(code, { otpCode: '481516' })

  expect(components).toEqual([
    { type: 'body', parameters: [{ type: 'text', text: '481516' }] },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '481516' }] },
  ])
  expect(
    fillTemplate(code, { mapping: [{ schemaPropertyName: '{{1}}', schemaPropertyValue: '481516' }] }).components,
  ).toEqual(components)
})

test('a missing one-time password, and two that differ, are told', () => {
  expect(refused(code, {})).toEqual([
    [
      'missing_parameter',
      'otpCode',
      'The template "order_sent" (en) needs the one-time password, and otpCode is not given.',
    ],
  ])
  const given = { otpCode: '1111', mapping: [{ schemaPropertyName: '1', schemaPropertyValue: '2222' }] }
  expect(refused(code, given)[0]?.[0]).toBe('two_codes')
})

test('media for another header than the template has is refused, naming both', () => {
  const template = made([
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Hello.' },
  ])

  expect(refused(template, { videoUrl: 'https://example.com/a.mp4' })).toEqual([
    [
      'wrong_header',
      'videoUrl',
      'The template "order_sent" (en) has an image as its header, so videoUrl has no place in it.',
    ],
    [
      'missing_header',
      'imageUrl',
      'The template "order_sent" (en) has an image as its header, and imageUrl is not given.',
    ],
  ])
  expect(refused(template, { imageUrl: 'a.jpg' })[0]?.[0]).toBe('not_a_url')
})

test('a document is named after its address where no name is given', () => {
  const template = made([
    { type: 'HEADER', format: 'DOCUMENT' },
    { type: 'BODY', text: 'Hello.' },
  ])
  const header = (given: Given) => fillTemplate(template, given).components?.[0]?.parameters?.[0]
  const documentUrl = 'https://example.com/files/May%20statement.pdf?v=2'

  expect(header({ documentUrl })).toEqual({
    type: 'document',
    document: { link: documentUrl, filename: 'May statement.pdf' },
  })
  expect(header({ documentUrl, filename: 'may.pdf' })).toMatchObject({ document: { filename: 'may.pdf' } })
})

test('a location needs both degrees, within the globe', () => {
  const template = made([
    { type: 'HEADER', format: 'LOCATION' },
    { type: 'BODY', text: 'Hello.' },
  ])

  expect(refused(template, { locationLatitude: '118.5' }).map(([, path]) => path)).toEqual([
    'locationLatitude',
    'locationLongitude',
  ])
})

test('a value with a line break, a tab or five spaces is refused before Meta does', () => {
  const template = made([{ type: 'BODY', text: 'Hello {{1}}, welcome.' }])
  for (const text of ['a\nb', 'a\tb', 'a     b']) {
    const given = { mapping: [{ schemaPropertyName: '1', schemaPropertyValue: text }] }
    expect(refused(template, given).map(([code]) => code)).toEqual(['unsendable_text'])
  }
})

test('everything that is wrong is told at once', () => {
  const template = made([
    { type: 'HEADER', format: 'TEXT', text: 'Hi {{1}}' },
    { type: 'BODY', text: 'Your {{1}} and {{2}} left.' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://example.com/{{1}}' }] },
  ])
  const mapping = [
    { schemaPropertyName: '2', schemaPropertyValue: 'x' },
    { schemaPropertyName: '3', schemaPropertyValue: 'y' },
  ]

  expect(refused(template, { mapping, otpCode: '12' }).map(([, path, message]) => `${path}: ${message}`)).toEqual([
    'otpCode: The template "order_sent" (en) is not for authentication, so otpCode has no place in it.',
    'headerMapping: The template "order_sent" (en) needs the header parameter {{1}}, and headerMapping has no value for it.',
    'mapping: The template "order_sent" (en) needs the body parameter {{1}}, and mapping has no value for it.',
    'mapping: The template "order_sent" (en) has no body parameter "3", which mapping gives.',
    'buttonMapping: The template "order_sent" (en) needs the end of the address of button 0 ("Track"), and buttonMapping has no value for it.',
  ])
})

test('an offer that ends, a code to copy and a flow are filled', () => {
  const template = made(
    [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
      { type: 'BODY', text: 'Hello.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', example: 'FEST20' },
          { type: 'URL', text: 'Shop', url: 'https://example.com/{{1}}' },
          { type: 'FLOW', text: 'Ask', flow_id: '1' },
        ],
      },
    ],
    { category: 'MARKETING' },
  )
  const values = ['FEST20', 'diwali', 'token-9']
  const sent = fillTemplate(template, {
    offerExpiresAt: 1_795_000_000_000,
    buttonMapping: values.map((value, index) => ({ schemaPropertyName: String(index), schemaPropertyValue: value })),
  })

  expect(sent.components).toEqual([
    {
      type: 'limited_time_offer',
      parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_795_000_000_000 } }],
    },
    { type: 'button', sub_type: 'copy_code', index: '0', parameters: [{ type: 'coupon_code', coupon_code: 'FEST20' }] },
    { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'diwali' }] },
    {
      type: 'button',
      sub_type: 'flow',
      index: '2',
      parameters: [{ type: 'action', action: { flow_token: 'token-9' } }],
    },
  ])
  const rendered = renderTemplate(template.components, sent.components)
  expect(rendered.offer).toEqual({ text: 'Ends soon', expiresAt: 1_795_000_000_000 })
  expect(rendered.buttons.map(({ url, code: copied }) => url ?? copied)).toEqual([
    'FEST20',
    'https://example.com/diwali',
    null,
  ])
})
