import { type Customer, echoEvent, textEvent } from '../whatsapp/fixtures/events.ts'
import type { PluginAtHand } from '../whatsapp/inbound/plugin-at-hand.ts'

type Fields = Record<string, unknown>

/** What a sample event must have become, in Nadi's own answers. */
export interface Expected {
  /** what must have been said before */
  before?: (meta: PluginAtHand) => object[]
  /** Nadi sends a message first, which the sample calls by this wamid */
  sends?: string
  /** the one chat that there is: null where there is none */
  chat?: Fields | null
  /** its last message */
  message?: Fields
  /** of the templates, as they are listed */
  template?: Fields
  /** health of the account */
  account?: Fields
  /** the latest of its alerts */
  alert?: Fields
  /** of the contact: its consent to marketing */
  consent?: Fields
}

const customer: Customer = { waId: '972987654321', name: 'Test Name' }
const long = 1_600_000_000
const said = (id: string) => (meta: PluginAtHand) => [textEvent(meta, customer, id, long, 'Before')]
const sent = (id: string) => (meta: PluginAtHand) => [
  echoEvent(meta, customer, { id, at: long, type: 'text', text: { body: 'Before' } }),
]

const chat = { contact: { name: 'Test Name', waId: '972987654321', phoneNumber: '+972987654321' }, status: 'OPEN' }
const inbound = (dataType: string, text: string, more: Fields = {}): Expected => ({
  chat: { ...chat, unreadCount: 1 },
  message: { direction: 'INBOUND', dataType, text, ...more },
})
const file = (dataType: string, text: string, attachment: Fields): Expected =>
  inbound(dataType, text, { attachments: [attachment] })
const status = (deliveryStatus: string, more: Fields = {}): Expected => ({
  sends: 'wamid.xyzxyz',
  chat: { contact: { waId: '972987654321' }, unreadCount: 0 },
  message: { direction: 'OUTBOUND', dataType: 'template', deliveryStatus, ...more },
})
const reacted = (reactions: Fields[]): Expected => ({
  before: said('wamid.yzxyzx='),
  chat: { ...chat, unreadCount: 1 },
  message: { externalId: 'wamid.yzxyzx=', text: 'Before', reactions },
})
const account = (kind: string, text: string, facts: Fields = {}): Expected => ({
  chat: null,
  account: facts,
  alert: { kind: `account_update.${kind}`, text },
})
const told = (kind: string): Expected => ({
  chat: null,
  account: { restriction: null },
  alert: { kind: `account_update.${kind}` },
})
const taken = (kind: string): Expected => {
  const text = `The account was taken from the app that is connected here (${kind}).`
  return account(kind, text, { restriction: text })
}
const given = (kind: string): Expected =>
  account(kind, `The account was given to the app that is connected here (${kind}).`, { restriction: null })

/** By the name of the sample: the file, and the name within it. */
export const expected: Readonly<Record<string, Expected>> = {
  'account_update/account_deleted': account('ACCOUNT_DELETED', 'The account was deleted at Meta.', {
    restriction: 'The account was deleted at Meta.',
  }),
  'account_update/account_restriction': account(
    'ACCOUNT_RESTRICTION',
    'Meta restricts the account: RESTRICTED_BIZ_INITIATED_MESSAGING until 2022-01-04 21:08 UTC, RESTRICTED_ADD_PHONE_NUMBER_ACTION until 2022-01-04 21:08 UTC.',
  ),
  'account_update/account_violation': account('ACCOUNT_VIOLATION', 'Meta found a violation of its policies: ADULT.', {
    restriction: null,
  }),
  'account_update/account_disabled': account('DISABLED_UPDATE', 'Meta has given the account back (April 17, 2025).', {
    restriction: null,
  }),
  'account_update/ad_account_linked': told('AD_ACCOUNT_LINKED'),
  'account_update/authentication_international_eligibility': told('AUTH_INTL_PRICE_ELIGIBILITY_UPDATE'),
  'account_update/mm_api_for_wa_terms_of_service': told('MM_LITE_TERMS_SIGNED'),
  'account_update/partner_led_business_verification_status': told('PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE'),
  'account_update/primary_business_location_set': told('BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE'),
  'account_update/pricing_tiering_update': told('VOLUME_BASED_PRICING_TIER_UPDATE'),
  'account_update/partner_added': given('PARTNER_ADDED'),
  'account_update/partner_app_installed': given('PARTNER_APP_INSTALLED'),
  'account_update/account_reconnected': given('ACCOUNT_RECONNECTED'),
  'account_update/partner_app_uninstalled': taken('PARTNER_APP_UNINSTALLED'),
  'account_update/partner_removed': taken('PARTNER_REMOVED'),
  'account_update/partner_removed_wa_app_disconnection': taken('PARTNER_REMOVED'),
  'account_update/account_offboarded': taken('ACCOUNT_OFFBOARDED'),

  'call_connect/business_initiated': {
    chat: { ...chat, unreadCount: 0 },
    message: { direction: 'OUTBOUND', dataType: 'call', externalId: 'wacid.xxxx=', text: '[voice call]' },
  },
  'call_connect/user_initiated': inbound('call', '[voice call]', { externalId: 'wacid.xxxx=' }),
  'call_status/call_status': {
    chat: { ...chat, unreadCount: 0 },
    message: { direction: 'OUTBOUND', dataType: 'call', externalId: 'wacid.ABGGFjFVU2AfAgo6V', text: '[voice call]' },
  },
  'call_terminate/call_terminate': {
    chat: { ...chat, unreadCount: 0 },
    message: { direction: 'OUTBOUND', dataType: 'call', text: '[voice call, 2:00]' },
  },
  'call_permission_update/accept': inbound('interactive', '[calls allowed]', { inReplyTo: 'wamid.y==' }),
  'call_permission_update/reject': inbound('interactive', '[calls not allowed]', { inReplyTo: 'wamid.y==' }),

  'callback_button/button': inbound('interactive', 'title', { inReplyTo: 'wamid.xyzxyz' }),
  'callback_button/quick_reply': inbound('button', 'title', { inReplyTo: 'wamid.xyzxyz==' }),
  'callback_button/quick_reply_without_context': inbound('button', 'title', { inReplyTo: null }),
  'callback_selection/callback': inbound('interactive', 'title'),
  'callback_selection/description': inbound('interactive', 'title\ndescription'),
  'flow_completion/completion': inbound(
    'interactive',
    'Sent\ncomment_text: Comment Text\ndelivery_rating: 4\npurchase_rating: 2\nrecommend_radio: 0\ncs_rating: 0',
  ),
  'flow_completion/without_flow_token': inbound(
    'interactive',
    'Sent\ncomment_text: Comment Text\ndelivery_rating: 4\npurchase_rating: 2\nrecommend_radio: 0\ncs_rating: 0',
  ),

  'deleted_message/revoke': {
    before: said('<ORIGINAL_WHATSAPP_MESSAGE_ID>'),
    chat: { ...chat, unreadCount: 1 },
    message: { externalId: '<ORIGINAL_WHATSAPP_MESSAGE_ID>', revokedAt: 1_697_043_223_000 },
  },
  'edited_message/image': {
    before: said('wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA='),
    message: {
      text: 'Updated image caption',
      editedAt: 1_749_854_575_000,
      attachments: [{ type: 'image', mediaId: '1234567890', mimeType: 'image/jpeg' }],
    },
  },

  'message/text': inbound('text', 'Body Text', { timestamp: 1_697_043_223_000 }),
  'message/image': file('image', '[image]', { type: 'image', mediaId: '65463453', mimeType: 'image/jpeg' }),
  'message/media_with_url': file('image', '[image]', { type: 'image', mediaId: '65463453', mimeType: 'image/jpeg' }),
  'message/video': file('video', 'caption', { type: 'video', mediaId: '765756756', mimeType: 'video/mp4' }),
  'message/document': file('document', 'filename.pdf\ncaption', { type: 'document', filename: 'filename.pdf' }),
  'message/audio': file('audio', '[audio]', { type: 'audio', isVoice: false }),
  'message/voice': file('audio', '[voice message]', { type: 'audio', isVoice: true }),
  'message/static_sticker': file('sticker', '[sticker]', { type: 'sticker', mimeType: 'image/webp' }),
  'message/animated_sticker': file('sticker', '[sticker]', { type: 'sticker', mimeType: 'image/webp' }),
  'message/reaction': reacted([{ from: '972987654321', emoji: '😮', at: 1_697_044_456_000 }]),
  'message/unreaction_empty': reacted([]),
  'message/unreaction_no_emoji': reacted([]),
  'message/current_location': inbound('location', '12.25089, 43.90539'),
  'message/chosen_location': inbound(
    'location',
    'Facebook HQ\n1 Hacker Way, Menlo Park, CA 94025\n37.4611978, -122.2164385\nhttps://maps.google.com/?cid=2000000000000000000',
  ),
  'message/contacts': inbound(
    'contacts',
    'Chandler Bing, +1 555-555-5555\nMonica, +1 666-666-6666\nRachel Green, +1 777-777-7777',
  ),
  'message/order': inbound(
    'order',
    '[order of 3 products]\n3 × HAMBURGER at 30 ILS\n2 × FRENCH_FRIES at 35 ILS\n2 × SODA at 10 ILS',
  ),
  'message/unsupported': inbound('unsupported', '[unsupported message: Message type is currently not supported.]'),
  'message/unsupported_with_type': inbound(
    'unsupported',
    '[unsupported message: Message type is currently not supported.]',
  ),
  'message/reply': inbound('text', 'replied text', { inReplyTo: 'wamid.xyzxyz==' }),
  'message/forwarded': inbound('text', 'forwarded text'),
  'message/forwarded_many_times': inbound('text', 'text forwarded many times'),
  'message/interactive_message_with_err': inbound('interactive', '[interactive]'),
  'message/referral': inbound('text', 'BODY'),

  'message_status/sent': status('SENT', { sentAt: 1_698_266_945_000 }),
  'message_status/delivered': status('DELIVERED', { deliveredAt: 1_698_266_945_000 }),
  'message_status/read': status('READ', { readAt: 1_689_380_458_000 }),
  'message_status/played': status('PLAYED'),
  'message_status/failed': status('FAILED', { errors: [{ code: 130472 }] }),
  'message_status/with_tracker': status('SENT', { sentAt: 1_698_266_945_000 }),
  'message_status/group': {
    before: sent('<WHATSAPP_MESSAGE_ID>'),
    message: { externalId: '<WHATSAPP_MESSAGE_ID>', deliveryStatus: 'READ' },
  },

  'outgoing_message/text': {
    chat: { contact: { name: 'Test Name', waId: '972987654321' }, unreadCount: 0 },
    message: { direction: 'OUTBOUND', text: 'Test message', deliveryStatus: 'SENT', source: { sourceType: 'ECHO' } },
  },
  'outgoing_message/delete': {
    before: sent('wamid.zzzzzz'),
    message: { externalId: 'wamid.zzzzzz', direction: 'OUTBOUND', revokedAt: 1_697_044_968_000 },
  },
  'outgoing_message/edit': {
    before: sent('wamid.zzzzzz'),
    message: { externalId: 'wamid.zzzzzz', text: 'Text was edited', editedAt: 1_697_044_968_000 },
  },

  'system/phone_number_change': {
    before: said('wamid.before'),
    chat: { contact: { waId: '972912345678', phoneNumber: '+972912345678' }, unreadCount: 1 },
    message: { dataType: 'system', text: 'User A changed from 972987654321 to 972912345678' },
  },
  'system/identity_change': {
    chat: { unreadCount: 0, windowEndsAt: null },
    message: { dataType: 'system', text: 'User identity changed' },
  },

  'template_category_update/marketing': {
    chat: null,
    template: { id: '12345678', name: 'my_message_template', language: 'he', category: 'MARKETING' },
  },
  'template_components_update/element': {
    chat: null,
    template: {
      id: '12345678',
      components: [
        { type: 'HEADER', text: 'Before' },
        { type: 'BODY', text: 'Hi {{1}}! Welcome to our service.' },
        {},
        {},
      ],
    },
  },
  'template_components_update/element.all': {
    chat: null,
    template: {
      id: '1315502779341834',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Your order is confirmed!' },
        { type: 'BODY' },
        { type: 'FOOTER', text: 'Lucky Shrub: the Succulent Specialists!' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'PHONE_NUMBER', text: 'Phone support', phone_number: '+15550783881' },
            { type: 'URL', text: 'Email support', url: 'https://www.luckyshrub.com/support' },
          ],
        },
      ],
    },
  },
  'template_quality_update/yellow': {
    chat: null,
    template: { id: '806312974732579', name: 'welcome_template', quality: 'YELLOW' },
  },
  'template_status_update/approved': {
    chat: null,
    template: { id: '1689556908129832', status: 'APPROVED', category: 'UTILITY', rejectedReason: null },
  },
  'template_status_update/rejected': {
    chat: null,
    template: {
      id: '1689556908129835',
      status: 'REJECTED',
      category: 'MARKETING',
      rejectedReason:
        'Your template has parameters placed next to each other (like {{1}}{{2}}) without text or punctuation between them. Separate parameters with descriptive text and ensure each parameter is clearly contextualized.',
    },
  },

  'user_marketing_preferences/resume': {
    chat: null,
    consent: { value: 'OPTED_IN', source: 'PREFERENCE', at: 1_731_705_721_000 },
  },
  'user_marketing_preferences/signup': {
    chat: null,
    consent: { value: 'OPTED_IN', source: 'PREFERENCE', at: 1_731_705_721_000 },
  },
}
