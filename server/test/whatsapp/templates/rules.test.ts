import { expect, test } from 'vitest'
import type { MetaButton, MetaComponent } from '../../../src/whatsapp/templates/meta.ts'
import { checkDraft } from '../../../src/whatsapp/templates/rules/check-draft.ts'
import type { Draft } from '../../../src/whatsapp/templates/rules/findings.ts'

const body: MetaComponent = {
  type: 'BODY',
  text: 'Hi {{1}}, your order {{2}} has left our warehouse and is on its way.',
  example: { body_text: [['Asha', '4711']] },
}
const draft = (components: MetaComponent[], changes: Partial<Draft> = {}): Draft => ({
  name: 'order_sent',
  language: 'en_US',
  category: 'UTILITY',
  components,
  ...changes,
})
const found = (given: Draft): string[] => checkDraft(given).problems.map(({ code, path }) => `${code} ${path}`)
const withText = (text: string, examples: string[] = []): Draft =>
  draft([{ type: 'BODY', text, ...(examples.length > 0 && { example: { body_text: [examples] } }) }])
const withButtons = (buttons: MetaButton[], category = 'MARKETING'): Draft =>
  draft(
    [
      { type: 'BODY', text: 'Hello there, friend.' },
      { type: 'BUTTONS', buttons },
    ],
    { category },
  )
const reply = (text: string): MetaButton => ({ type: 'QUICK_REPLY', text })
const url = (text: string): MetaButton => ({ type: 'URL', text, url: `https://example.com/${text}` })

test('a sound template has nothing to be told of', () => {
  const sound = draft([
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
    body,
    { type: 'FOOTER', text: 'PaisaPay' },
    { type: 'BUTTONS', buttons: [reply('Yes'), reply('No'), url('Track')] },
  ])

  expect(checkDraft(sound)).toMatchObject({ problems: [], warnings: [] })
})

test.each<[string, Partial<Draft>, string]>([
  ['a name with capitals and spaces', { name: 'Order Sent!' }, 'bad_name name'],
  ['a language with a hyphen', { language: 'en-US' }, 'bad_language language'],
  ['a category that is none', { category: 'SALES' }, 'bad_category category'],
  ['a lifetime that its category has not', { message_send_ttl_seconds: 10 }, 'bad_lifetime message_send_ttl_seconds'],
])('%s is refused', (_name, changes, expected) => {
  expect(found(draft([body], changes))).toEqual([expected])
})

test('a better name and language are offered', () => {
  const { problems } = checkDraft(draft([body], { name: 'Order Sent!', language: 'en-US' }))

  expect(problems.map(({ hint }) => hint)).toEqual(['Such as order_sent.', 'Such as en_US.'])
})

test.each<[string, Draft, string[]]>([
  ['a parameter at the start', withText('{{1}} is here for you.', ['a']), ['parameter_place components.0.text']],
  ['a parameter at the end', withText('We greet you dearly {{1}}', ['a']), ['parameter_place components.0.text']],
  [
    'two parameters side by side',
    withText('Dear {{1}} {{2}}, we greet you today.', ['a', 'b']),
    ['adjacent_parameters components.0.text'],
  ],
  [
    'a gap in the numbers',
    withText('Dear {{1}}, your {{3}} is here now.', ['a', 'b']),
    ['parameter_numbering components.0.text'],
  ],
  ['a name without NAMED', withText('Dear {{who}}, we greet you.', ['a']), ['bad_parameter components.0.text']],
  [
    'a parameter without an example',
    withText('Dear {{1}}, we greet you.'),
    ['example_missing components.0.example.body_text'],
  ],
  ['three line breaks', withText('Dear friend,\n\n\nwe greet you.'), ['bad_spacing components.0.text']],
  ['a body that is too long', withText('a '.repeat(600)), ['too_long components.0.text']],
  ['no body', draft([{ type: 'FOOTER', text: 'x' }]), ['body_missing components']],
  ['two bodies', draft([body, body]), ['repeated_component components.1']],
  [
    'a header with a break and two parameters',
    draft([{ type: 'HEADER', format: 'TEXT', text: 'A {{1}}\n{{2}}', example: { header_text: ['a', 'b'] } }, body]),
    ['bad_characters components.0.text', 'too_many_parameters components.0.text'],
  ],
  [
    'a picture without an example',
    draft([{ type: 'HEADER', format: 'IMAGE' }, body]),
    ['example_missing components.0.example.header_handle'],
  ],
  [
    'a parameter in the footer',
    draft([body, { type: 'FOOTER', text: 'By {{1}}' }]),
    ['parameter_not_allowed components.1.text'],
  ],
  [
    'named parameters without examples',
    draft([{ type: 'BODY', text: 'Dear {{who}}, we greet you.' }], { parameter_format: 'NAMED' }),
    ['example_missing components.0.example.body_text_named_params'],
  ],
])('%s is refused', (_name, given, expected) => {
  expect(found(given)).toEqual(expected)
})

test.each<[string, Draft, string[]]>([
  ['three addresses', withButtons([url('a'), url('b'), url('c')]), ['too_many_buttons components.1.buttons']],
  ['mixed groups', withButtons([reply('a'), url('b'), reply('c')]), ['button_order components.1.buttons']],
  ['two of one text', withButtons([reply('a'), reply('a')]), ['same_text components.1.buttons.1.text']],
  ['a long text', withButtons([reply('a'.repeat(26))]), ['too_long components.1.buttons.0.text']],
  [
    'a parameter amid an address',
    withButtons([{ type: 'URL', text: 'Go', url: 'https://example.com/{{1}}/x', example: ['a'] }]),
    ['parameter_place components.1.buttons.0.url'],
  ],
  [
    'an address with a parameter but no example',
    withButtons([{ type: 'URL', text: 'Go', url: 'https://example.com/{{1}}' }]),
    ['example_missing components.1.buttons.0.example'],
  ],
  [
    'an address of WhatsApp',
    withButtons([{ type: 'URL', text: 'Go', url: 'https://wa.me/919812345678' }]),
    ['bad_url components.1.buttons.0.url'],
  ],
  [
    'an offer code in a UTILITY template',
    withButtons([{ type: 'COPY_CODE', example: 'FEST20' }], 'UTILITY'),
    ['button_category components.1.buttons.0'],
  ],
  [
    'a catalogue beside others',
    withButtons([{ type: 'CATALOG', text: 'View' }, reply('a')]),
    ['button_alone components.1.buttons'],
  ],
  ['a kind that is none', withButtons([{ type: 'DANCE', text: 'x' }]), ['bad_button components.1.buttons']],
])('among buttons %s: refused', (_name, given, expected) => {
  expect(found(given)).toEqual(expected)
})

test('a one-time password template has no text of its own and one button', () => {
  const otp = (changes: object): MetaComponent => ({
    type: 'BUTTONS',
    buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code', ...changes }],
  })
  const own: MetaComponent = { type: 'BODY', add_security_recommendation: true }
  const authentication = (...components: MetaComponent[]) => found(draft(components, { category: 'AUTHENTICATION' }))

  expect(authentication(own, { type: 'FOOTER', code_expiration_minutes: 10 }, otp({}))).toEqual([])
  expect(authentication({ type: 'BODY', text: 'Your code is {{1}}.' }, otp({}))).toEqual([
    'text_not_allowed components.0.text',
  ])
  expect(authentication(own)).toEqual(['otp_button_missing components'])
  expect(authentication(own, { type: 'FOOTER', code_expiration_minutes: 100 }, otp({ otp_type: 'ONE_TAP' }))).toEqual([
    'bad_expiry components.1.code_expiration_minutes',
    'apps_missing components.2.buttons.0.supported_apps',
  ])
})

test('a limited-time offer is MARKETING, without a footer, its code first', () => {
  const offer: MetaComponent = {
    type: 'LIMITED_TIME_OFFER',
    limited_time_offer: { text: 'Ends soon', has_expiration: true },
  }
  const buttons: MetaComponent = { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'FEST20' }, url('Shop')] }
  const greeting: MetaComponent = { type: 'BODY', text: 'Good news for you today.' }
  const marketing = (...components: MetaComponent[]) => found(draft(components, { category: 'MARKETING' }))

  expect(marketing(offer, greeting, buttons)).toEqual([])
  expect(marketing(offer, greeting, { type: 'FOOTER', text: 'x' }, buttons)).toEqual(['offer_footer components.0'])
  const turned: MetaComponent = { type: 'BUTTONS', buttons: [...(buttons.buttons ?? [])].reverse() }
  expect(marketing(offer, greeting, turned)).toEqual(['button_order components.0'])
})

test('the cards of a carousel are built alike', () => {
  const card = (...buttons: MetaButton[]) => ({
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::a'] } },
      { type: 'BODY', text: 'A plant for you.' },
      { type: 'BUTTONS', buttons },
    ],
  })
  const carousel = (...cards: ReturnType<typeof card>[]) =>
    found(
      draft(
        [
          { type: 'BODY', text: 'Plants for you today.' },
          { type: 'CAROUSEL', cards },
        ],
        { category: 'MARKETING' },
      ),
    )

  expect(carousel(card(reply('More')), card(reply('More')))).toEqual([])
  expect(carousel(card(reply('More')))).toEqual(['card_count components.1.cards'])
  expect(carousel(card(reply('More')), card(url('Shop')))).toEqual(['card_outline components.1.cards.1'])
})

test('what Meta often rejects is a warning, no refusal', () => {
  const { problems, warnings } = checkDraft(withText('Dear {{1}}, {{2}} now.', ['a', 'b']))

  expect(problems).toEqual([])
  expect(warnings.map(({ code }) => code)).toEqual(['too_many_parameters'])
})
