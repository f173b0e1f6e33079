/** Meta's own message objects are looked into with the server's care: any part may be absent, or of another form. */
export { type Fields, fieldsOf, listOf, textOf } from '../../../server/src/whatsapp/messages/fields.ts'

/** of Meta's Graph API, for calls that are passed through to it */
export const graphVersion = 'v23.0'
