import { expect, test } from 'vitest'
import { aCustomer, meta, type SendingTeam, startAtMeta, withNumber } from './at-meta.ts'

startAtMeta()

/** One of each type of message that a business may send, as Meta documents it, and what a person reads of it in the chat. */
const types: {
  name: string
  content: { type: string } & Record<string, unknown>
  text: string
  attachment?: object
}[] = [
  {
    name: 'a text with a preview',
    content: { type: 'text', text: { body: 'https://shop.example', preview_url: true } },
    text: 'https://shop.example',
  },
  {
    name: 'an image by its address',
    content: { type: 'image', image: { link: 'https://shop.example/blue.jpg', caption: 'The blue one' } },
    text: 'The blue one',
    attachment: { type: 'image', url: 'https://shop.example/blue.jpg', caption: 'The blue one' },
  },
  {
    name: 'a video',
    content: { type: 'video', video: { link: 'https://shop.example/tour.mp4' } },
    text: '[video]',
    attachment: { type: 'video', url: 'https://shop.example/tour.mp4' },
  },
  {
    name: 'audio',
    content: { type: 'audio', audio: { link: 'https://shop.example/hello.mp3' } },
    text: '[audio]',
    attachment: { type: 'audio' },
  },
  {
    name: 'a document',
    content: {
      type: 'document',
      document: { link: 'https://shop.example/terms.pdf', filename: 'terms.pdf', caption: 'Please read' },
    },
    text: 'terms.pdf\nPlease read',
    attachment: { type: 'document', filename: 'terms.pdf' },
  },
  {
    name: 'a sticker',
    content: { type: 'sticker', sticker: { link: 'https://shop.example/wave.webp' } },
    text: '[sticker]',
    attachment: { type: 'sticker' },
  },
  {
    name: 'a location',
    content: {
      type: 'location',
      location: { latitude: 18.5204, longitude: 73.8567, name: 'Our shop', address: 'FC Road, Pune' },
    },
    text: 'Our shop\nFC Road, Pune\n18.5204, 73.8567',
  },
  {
    name: 'contacts',
    content: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Meera Nair', first_name: 'Meera' },
          phones: [{ phone: '+91 98123 00003', type: 'WORK', wa_id: '919812300003' }],
          emails: [{ email: 'meera@shop.example', type: 'WORK' }],
          org: { company: 'Shop', title: 'Service' },
        },
      ],
    },
    text: 'Meera Nair, +91 98123 00003, meera@shop.example',
  },
  {
    name: 'reply buttons',
    content: {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Your visit' },
        body: { text: 'Does Tuesday suit you?' },
        footer: { text: 'Shop' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
            { type: 'reply', reply: { id: 'no', title: 'Another day' } },
          ],
        },
      },
    },
    text: 'Your visit\nDoes Tuesday suit you?\nShop\n• Yes\n• Another day',
  },
  {
    name: 'a list',
    content: {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'When may we come?' },
        action: { button: 'Choose', sections: [{ rows: [{ id: 'am', title: 'Morning', description: '9 to 12' }] }] },
      },
    },
    text: 'When may we come?\n• Morning',
  },
  {
    name: 'a product',
    content: {
      type: 'interactive',
      interactive: {
        type: 'product',
        body: { text: 'This one?' },
        action: { catalog_id: '194836987003835', product_retailer_id: 'TEA-250' },
      },
    },
    text: 'This one?',
  },
  {
    name: 'several products',
    content: {
      type: 'interactive',
      interactive: {
        type: 'product_list',
        header: { type: 'text', text: 'Teas' },
        body: { text: 'Our best' },
        action: {
          catalog_id: '194836987003835',
          sections: [{ title: 'Green', product_items: [{ product_retailer_id: 'TEA-250' }] }],
        },
      },
    },
    text: 'Teas\nOur best',
  },
  {
    name: 'a catalogue',
    content: {
      type: 'interactive',
      interactive: {
        type: 'catalog_message',
        body: { text: 'All we have' },
        action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'TEA-250' } },
      },
    },
    text: 'All we have',
  },
  {
    name: 'a request to call',
    content: {
      type: 'interactive',
      interactive: {
        type: 'call_permission_request',
        body: { text: 'May we call you?' },
        action: { name: 'call_permission_request' },
      },
    },
    text: 'May we call you?',
  },
  {
    name: 'a template',
    content: {
      type: 'template',
      template: { name: 'hello_world', language: { policy: 'deterministic', code: 'en_US' } },
    },
    text: '[template hello_world]',
  },
]

const sentBody = () => meta().requests.at(-1)?.body as Record<string, unknown>

async function sendTo(team: SendingTeam, content: object, headers?: Record<string, string>) {
  const to = aCustomer()
  await meta().customer(to, { phoneNumberId: team.phoneNumberId }).writes('Hello')
  const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to }
  const sent = await team.api.post(team.path, { ...envelope, ...content }, headers)
  expect([sent.status, sent.body._errors]).toEqual([200, []])
  return { to, sent }
}

for (const { name, content, text, attachment } of types) {
  test(
    `${name} reaches Meta as it was written, and stands readable in the chat`,
    withNumber(async (team) => {
      const { to, sent } = await sendTo(team, content)

      const { _data } = sent.body
      expect(sentBody()).toEqual({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        ...content,
        biz_opaque_callback_data: _data.chatMessageId,
      })
      expect(sent.body).toMatchObject({
        messaging_product: 'whatsapp',
        contacts: [{ input: to, wa_id: to }],
        messages: [{ id: _data.whatsappMessageId }],
      })
      const message = (await team.api.get(`/v1/ext/message/${_data.chatMessageId}`)).body._data
      expect(message).toMatchObject({
        externalId: _data.whatsappMessageId,
        dataType: content.type,
        text,
        direction: 'OUTBOUND',
        deliveryStatus: 'SENT',
        message: content,
        attachments: attachment ? [attachment] : [],
      })
    }),
  )
}

test(
  'an uploaded picture is sent by its id, as an answer to what the customer wrote',
  withNumber(async (team) => {
    const form = new FormData()
    form.set('messaging_product', 'whatsapp')
    form.set('file', new Blob([new Uint8Array(400)], { type: 'image/jpeg' }), 'blue.jpg')
    const upload = await team.api.fetch(team.path.replace('/messages', '/media'), { method: 'POST', body: form })
    const { id } = (await upload.json()) as { id: string }
    const context = { message_id: 'wamid.asked' }

    const { sent } = await sendTo(team, { type: 'image', image: { id }, context })

    const message = (await team.api.get(`/v1/ext/message/${sent.body._data.chatMessageId}`)).body._data
    expect(message).toMatchObject({
      inReplyTo: 'wamid.asked',
      attachments: [{ type: 'image', mediaId: id, url: null }],
    })
    expect(sentBody()).toMatchObject({ image: { id }, context })
  }),
)

test(
  'a reaction, and taking it back',
  withNumber(async (team) => {
    const to = aCustomer()
    const { wamid } = await meta().customer(to, { phoneNumberId: team.phoneNumberId }).writes('Thank you!')
    const react = (emoji: string) =>
      team.api.post(team.path, {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        type: 'reaction',
        reaction: { message_id: wamid, emoji },
      })

    expect((await react('👍')).status).toBe(200)
    expect(sentBody()).toMatchObject({ reaction: { message_id: wamid, emoji: '👍' } })
    expect((await react('')).status).toBe(200)
    expect(sentBody()).toMatchObject({ reaction: { emoji: '' } })
  }),
)

test(
  'a flow is sent by its id',
  withNumber(async (team) => {
    const { wabaId } = (await team.api.get(`/v1/ext/plugin/whatsapp/${team.pluginId}`)).body._data
    const form = new FormData()
    form.set('name', 'visit')
    form.set('categories', '["APPOINTMENT_BOOKING"]')
    const path = `/v1/ext/plugin/whatsapp/${team.pluginId}/api/v23.0/${wabaId}/flows`
    const made = await team.api.fetch(path, { method: 'POST', body: form })
    const { id } = (await made.json()) as { id: string }
    const interactive = {
      type: 'flow',
      body: { text: 'Book your visit' },
      action: {
        name: 'flow',
        parameters: { flow_message_version: '3', flow_id: id, flow_cta: 'Book', flow_token: 't-1', mode: 'draft' },
      },
    }

    await sendTo(team, { type: 'interactive', interactive })

    expect(sentBody()).toMatchObject({ interactive })
  }),
)

test(
  "what a customer wrote is read, and shown that somebody is typing: Meta's answer passes, no message is made",
  withNumber(async (team) => {
    const to = aCustomer()
    const { wamid } = await meta().customer(to, { phoneNumberId: team.phoneNumberId }).writes('Anybody there?')
    const read = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: wamid,
      typing_indicator: { type: 'text' },
    }

    const answer = await team.api.post(team.path, read)

    expect([answer.status, answer.body]).toEqual([
      200,
      { success: true, _data: { success: true }, _meta: {}, _errors: [] },
    ])
    expect(sentBody()).toEqual(read)
  }),
)
