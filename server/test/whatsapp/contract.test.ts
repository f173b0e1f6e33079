import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { readDocument } from '../harness/openapi.ts'

startNadi()

/** Every call of the API's WhatsApp half, with its old forms. A test of what each does stands in the folder of its concept. */
const calls = `
GET /v1/ext/whatsapp-phone-number
GET /v1/ext/whatsapp-phone-number/1
GET /v1/ext/whatsapp-business-account
GET /v1/ext/plugin/whatsapp/P/config
POST /v1/ext/plugin/whatsapp/P/update-config
POST /v1/ext/plugin/whatsapp/P/phoneNumber/919812345678/send-template-message
POST /v1/ext/plugin/whatsapp/P/process/phoneNumber/919812345678/send-template-message
POST /v1/ext/plugin/whatsapp/P/process/lead/LEAD-1/send-template-message
POST /v1/ext/plugin/whatsapp/P/process/01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10/send-template-message
POST /v1/ext/plugin/whatsapp/P/send-template-messages
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/messages
GET /v1/ext/plugin/whatsapp/P/api/v23.0/1/message_templates
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/message_templates
GET /v1/ext/plugin/whatsapp/api/v23.0/1/message_templates
POST /v1/ext/plugin/whatsapp/api/v23.0/1/message_templates
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1
POST /v1/ext/plugin/whatsapp/api/v23.0/1
GET /v1/ext/plugin/whatsapp/P/api/v23.0/1
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/media
DELETE /v1/ext/plugin/whatsapp/P/api/v23.0/1
DELETE /v1/ext/plugin/whatsapp/P/api/v23.0/1/message_templates
GET /v1/ext/plugin/whatsapp/P/api/v23.0/1/whatsapp_business_profile
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/block_users
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/flows
DELETE /v1/ext/plugin/whatsapp/P/api/v23.0/1/message_qrdls/ABC
GET /v1/ext/plugin/whatsapp/P/api/v23.0/1/whatsapp_business_encryption
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/whatsapp_business_encryption
GET /v1/ext/plugin/whatsapp/P/api/v23.0/1/groups
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/groups
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/invite_link
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/participants
POST /v1/ext/plugin/whatsapp/P/api/v23.0/1/join_requests
GET /v1/whatsapp/v23.0/1/settings
POST /v1/whatsapp/v23.0/1/settings
GET /v1/whatsapp/v23.0/1/call_permissions
POST /v1/whatsapp/v23.0/1/calls
POST /v1/ext/plugin/whatsapp/P/upload-public-media
GET /v1/whatsapp/v23.0/media/1
GET /v2/whatsapp/v23.0/media/1/show
GET /v1/whatsapp/v23.0/media/1/show
GET /v2/whatsapp/v23.0/media/whatsapp_business/attachments
POST /v1/ext/chat
POST /v1/ext/chat/C/message
POST /v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number
GET /webhooks/whatsapp/P
POST /webhooks/whatsapp/P
POST /v1/ext/whatsapp-partner/create-connect-token
GET /v1/ext/whatsapp-partner/connect
POST /v1/ext/plugin/whatsapp/P/disconnect`
  .trim()
  .split('\n')

/** what Meta calls, and a page for people */
const notTold = /^\/webhooks\/|\/connect$/

test(
  'every call of the WhatsApp half has a route and stands in the document; a misspelt one is a 404',
  withTeam(async ({ api, nadi }) => {
    const documented = (await readDocument(nadi.url)).map(({ method, path }) => ({
      method,
      pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    }))

    for (const call of calls) {
      const [method = '', path = ''] = call.split(' ')
      const { status, headers } = await api.fetch(path, { method: 'OPTIONS' })
      expect([call, status, headers.get('allow')?.split(', ')]).toEqual([call, 204, expect.arrayContaining([method])])
      const isTold = documented.some((each) => each.method === method && each.pattern.test(path))
      expect([call, isTold || notTold.test(path)]).toEqual([call, true])
    }
    for (const path of ['/v1/ext/plugin/whatsapp/x/nothing-like-it', '/v1/whatsapp/v23.0/1/nothing']) {
      const answered = await api.get(path)
      expect(answered.status).toBe(404)
      expect(answered.body._meta.errors[0]).toMatchObject({ code: 'no_such_call' })
    }
  }),
)
