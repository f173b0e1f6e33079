import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { picture } from '../../platform/photos/pictures.ts'
import { asha, messageEvent, textEvent } from '../fixtures/events.ts'
import { atHand } from '../inbound/plugin-at-hand.ts'

startNadiWithSimulator()

/** A customer's picture, and Meta's id of it as the chat shows it. */
async function pictureFromCustomer(team: TeamAtHand) {
  const { pluginId, phoneNumberId } = await connectPlugin(team)
  const bytes = await picture(80, 60).jpeg().toBuffer()
  const customer = theSimulator().customer('919812345678', { phoneNumberId })
  await customer.sendsImage({ file: { bytes, mimeType: 'image/jpeg' }, caption: 'My house' })
  const message = await vi.waitFor(async () => {
    const { body } = await team.api.post('/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number', {
      customerPhoneNumber: '919812345678',
      limit: 10,
      page: 1,
    })
    expect(body._data).toHaveLength(1)
    return body._data[0]
  }, 10_000)
  return { pluginId, bytes, message, mediaId: message.attachments[0].mediaId as string }
}

const downloads = () => theSimulator().requests.filter(({ path }) => path.includes('attachments')).length

test(
  'a picture that a customer sends is fetched from Meta once and kept',
  withTeam(async (team) => {
    const { bytes, message, mediaId } = await pictureFromCustomer(team)
    const before = downloads()

    const told = await team.api.get(`/v1/whatsapp/v23.0/media/${mediaId}`)
    const object = told.body as unknown as { url: string }
    const shown = await team.api.fetch(new URL(object.url).pathname)
    const older = await team.api.fetch(`/v1/whatsapp/v23.0/media/${mediaId}/show`)
    const attachment = await team.api.fetch(`/v2/whatsapp/v23.0/media/whatsapp_business/attachments?mid=${mediaId}`)

    expect(message).toMatchObject({ dataType: 'image', text: 'My house' })
    expect(told.body).toEqual({
      messaging_product: 'whatsapp',
      id: mediaId,
      mime_type: 'image/jpeg',
      file_size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      url: `${team.nadi.url}/v2/whatsapp/v23.0/media/${mediaId}/show`,
    })
    for (const answer of [shown, older, attachment]) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('image/jpeg')
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
    }
    expect(downloads()).toBeLessThanOrEqual(before + 1)
  }),
)

test(
  'the file that an edit brings is fetched and kept as well',
  withTeam(async (team) => {
    const { pluginId, account, phoneNumberId, wabaId } = await connectPlugin(team)
    const bytes = await picture(20, 20).png().toBuffer()
    const form = new FormData()
    form.set('messaging_product', 'whatsapp')
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'other.png')
    const path = `/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}/media`
    const { id } = (await (await team.api.fetch(path, { method: 'POST', body: form })).json()) as { id: string }
    const { appSecret, verifyToken } = account
    const meta = atHand(team, { pluginId, wabaId, phoneNumberId, displayPhoneNumber: '1', appSecret, verifyToken })
    const edited = { type: 'image', image: { id, mime_type: 'image/png', caption: 'Better' } }

    await meta.emit(
      textEvent(meta, asha, 'wamid.1', 1_790_000_000, 'Look'),
      messageEvent(meta, asha, {
        id: 'wamid.2',
        at: 1_790_000_009,
        type: 'edit',
        edit: { original_message_id: 'wamid.1', message: edited },
      }),
    )

    await vi.waitFor(async () => {
      const kept = await team.nadi.db
        .selectFrom('media')
        .select('status')
        .where('team_id', '=', team.scope.teamId)
        .where('media_id', '=', id)
        .execute()
      expect(kept).toEqual([{ status: 'KEPT' }])
    }, 10_000)
    const shown = await team.api.fetch(`/v2/whatsapp/v23.0/media/${id}/show`)
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(bytes)
  }),
)

test(
  'a file that Meta no longer has is a 404 that says what to do',
  withTeam(async (team) => {
    await connectPlugin(team)

    const { status, body } = await team.api.get('/v1/whatsapp/v23.0/media/123456789')

    expect(status).toBe(404)
    expect(body._meta.errors[0]).toMatchObject({ code: 'unknown_media', path: 'mediaId' })
  }),
)

test(
  'whoever may not read chats sees no files of customers',
  withTeam(async (team) => {
    const { mediaId } = await pictureFromCustomer(team)
    const { api } = await actAs(team, { name: 'Importer', permissions: ['import'] })

    const { status, body } = await api.get(`/v1/whatsapp/v23.0/media/${mediaId}`)

    expect(status).toBe(403)
    expect(body._errors[0]).toMatch(/reads no chats/)
  }),
)

test(
  'the file of a customer whose chat is with somebody else is not to be had, from here or from Meta',
  withTeam(async (team) => {
    const { mediaId, message } = await pictureFromCustomer(team)
    const { api } = await actAs(team, { name: 'Agent Own', permissions: ['chats.read_own'] })
    const other = await actAs(team, { name: 'Agent Other', permissions: ['chats.read_own'] })
    const statuses = async () => [
      (await api.get(`/v1/whatsapp/v23.0/media/${mediaId}`)).status,
      (await api.fetch(`/v2/whatsapp/v23.0/media/${mediaId}/show`)).status,
      (await api.fetch(`/v2/whatsapp/v23.0/media/whatsapp_business/attachments?mid=${mediaId}`)).status,
    ]
    expect(await statuses()).toEqual([200, 200, 200])

    await team.api.put(`/v1/ext/chat/${message.chat}/assign`, { assignedTo: other.user.id })

    expect(await statuses()).toEqual([404, 404, 404])
    expect((await other.api.get(`/v1/whatsapp/v23.0/media/${mediaId}`)).status).toBe(200)
  }),
)
