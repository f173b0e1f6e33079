import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { queueWebhooks } from '../../src/webhooks/queue.ts'
import type { Api } from '../harness/api.ts'
import { applyModel } from '../harness/model.ts'
import { makeTeam, type TeamAtHand } from '../harness/nadi.ts'
import type { Operation } from '../harness/openapi.ts'
import { signIn } from '../harness/sign-in.ts'
import { type ConnectedPlugin, connectPlugin, theSimulator } from '../harness/simulator.ts'
import { formOf, picture } from '../platform/photos/pictures.ts'
import { write } from '../whatsapp/chats/conversation.ts'
import { plantFailedEvent } from '../whatsapp/inbound/failed-event.ts'

/** A team with one of everything, each marked so that it is known again wherever it turns up. */
export interface PlantedTeam extends TeamAtHand {
  /** stands in every text that the team holds */
  marker: string
  /** what a parameter of a path means in this team, by `segment before/name`, else by name */
  ids: Record<string, string>
}

const made = async (answer: ReturnType<Api['post']>): Promise<Record<string, string> & { id: string }> => {
  const { status, body } = await answer
  if (status !== 200) throw new Error(`The team could not be planted: ${body._errors.join(' ')}`)
  return body._data
}

export async function plantTeam(marker: string): Promise<PlantedTeam> {
  const team = await makeTeam()
  const { api } = team
  await applyModel(api)
  const parts = { attributeGroups: { planted: marker }, attributes: { planted: { type: 'string', name: marker } } }
  await applyModel(api, {
    entities: { customer: parts },
    procedures: { lead: { ...parts, states: { PLANTED: { name: marker } }, stateTasks: { call: parts } } },
  })
  const model = (await api.get('/v1/ext/config')).body._data as Record<string, { id: string; shortId: string }[]>
  const role = await made(
    api.post('/v1/ext/role', {
      name: `${marker} role`,
      roleType: 'USER',
      procedures: [{ procedure: 'lead', read: 'all', write: 'all' }],
    }),
  )
  const [pod, skill] = [
    await made(api.post('/v1/ext/pod', { name: `${marker} pod` })),
    await made(api.post('/v1/ext/skill', { name: `${marker} skill` })),
  ]
  const user = await made(
    api.post('/v1/ext/user', {
      username: `${marker}@planted.example`,
      firstName: marker,
      role: role.id,
      pods: [pod.id],
      skills: [skill.id],
    }),
  )
  const key = await made(api.post('/v1/ext/key', { name: `${marker} key`, role: role.id, user: user.id }))
  const phone = '+919812345678'
  const process = await made(
    api.post('/v1/ext/procedure/lead/process', {
      data: { name: `${marker} name`, phone_number: phone, city: marker, notes: marker },
      record: { data: { name: `${marker} customer` } },
      assignedTo: user.id,
    }),
  )
  const task = await made(
    api.post(`/v1/ext/p/lead/${process.id}/task/call`, {
      data: { call_disposition: 'RNR', remarks: marker },
      assignedTo: user.id,
    }),
  )
  const upload = await api.fetch('/v1/ext/photo', {
    method: 'POST',
    body: formOf({ bytes: await picture().png().toBuffer(), name: `${marker}.png` }),
  })
  const photo = ((await upload.json()) as { _data: { id: string } })._data
  const job = await api.post('/v1/ext/procedure/lead/process/bulk-create', [{ data: { name: `${marker} bulk` } }])
  const plugin = await connectPlugin(team, { name: `${marker} account` })
  const [sample] = plugin.account.templates.values()
  const template = sample?.id ?? ''
  if (sample) sample.components = [{ type: 'BODY', text: `Hello from ${marker}, and welcome.` }]
  await made(api.post(`/v1/ext/plugin/whatsapp/${plugin.pluginId}/templates/refresh`))
  const [chat, message] = await write(team, plugin, [
    { waId: phone.slice(1), name: marker, text: marker },
    { waId: phone.slice(1), text: marker, direction: 'OUTBOUND' },
  ])
  const where = { city: marker }
  const view = await made(api.post('/v1/ext/procedure/lead/view', { name: `${marker} view`, definition: { where } }))
  await api.put('/v1/ext/me/settings', { planted: marker })
  const media = await plantMedia(team, plugin, marker)
  const webhooks = await plantWebhooks(team, marker)
  const qrCodes = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.phoneNumberId}/message_qrdls`
  const qrCode = await api.post(qrCodes, { prefilled_message: marker, generate_qr_image: 'PNG' })
  const chatWork = await plantChatWork(team, marker, chat?.chatId ?? '')
  const { sessionId } = await signIn(team, user.username as string)
  // anybody may open their link, and is in then, so nothing of it bears the marker
  const invited = await made(api.post('/v1/ext/user', { username: 'invited@planted.example', role: 'Agent' }))
  const { link } = await made(api.post(`/v1/ext/user/${invited.id}/invitation`))
  const gone = {
    role: await made(api.post('/v1/ext/role', { name: `${marker} gone role`, roleType: 'USER' })),
    pod: await made(api.post('/v1/ext/pod', { name: `${marker} gone pod` })),
    skill: await made(api.post('/v1/ext/skill', { name: `${marker} gone skill` })),
    user: await made(api.post('/v1/ext/user', { username: `gone-${marker}@planted.example`, role: role.id })),
  }
  for (const [kind, { id }] of Object.entries(gone)) await made(api.delete(`/v1/ext/${kind}/${id}`))
  const ids: Record<string, string> = {
    'role/role': role.id,
    'role/id': gone.role.id,
    'pod/group': pod.id,
    'pod/id': gone.pod.id,
    'skill/group': skill.id,
    'skill/id': gone.skill.id,
    'user/user': user.id,
    'user/id': gone.user.id,
    'key/id': key.id,
    'session/id': sessionId,
    'invitation/token': link?.split('/').at(-1) ?? '',
    ...(job.status === 200 && { 'background-job/id': job.body._data.id }),
    procedure: process.procedure ?? '',
    process: process.id,
    processId: process.id,
    primaryKeyShortId: 'lead_id',
    primaryKeyValue: 'LEAD-000001',
    phoneNumber: phone,
    user_wa_id: phone.slice(1),
    entity: model.entities?.find(({ shortId }) => shortId === 'customer')?.id ?? '',
    state: (await api.get('/v1/ext/procedure/lead/state/PLANTED')).body._data.id,
    attribute: 'planted',
    attributeGroup: 'planted',
    stateTask: 'call',
    recordId: (await api.get('/v1/ext/entity/customer/records')).body._data[0].id,
    taskId: task.id,
    viewId: view.id,
    of: 'chats',
    photoId: photo.id,
    ...webhooks,
    ...media,
    chatId: chat?.chatId ?? '',
    ...chatWork,
    messageId: message?.messageId ?? '',
    version: 'v23.0',
    pluginId: plugin.pluginId,
    wabaId: plugin.wabaId,
    templateId: template,
    phoneNumberId: plugin.phoneNumberId,
    inboundEventId: await plantFailedEvent(team, plugin, marker),
    objectId: plugin.phoneNumberId,
    edge: 'message_qrdls',
    item: (qrCode.body as unknown as { code: string }).code,
    contactId: (await api.get('/v1/ext/contacts')).body._data[0].id,
  }
  return { ...team, marker, ids }
}

/** A file that anybody may read, and a picture that a customer sent. */
async function plantMedia(
  { api, scope }: TeamAtHand,
  { pluginId, phoneNumberId }: ConnectedPlugin,
  marker: string,
): Promise<Record<string, string>> {
  const upload = await api.fetch(`/v1/ext/plugin/whatsapp/${pluginId}/upload-public-media`, {
    method: 'POST',
    body: formOf({ bytes: await picture().png().toBuffer(), name: `${marker}.png`, field: 'file' }),
  })
  const { publicMediaUrl } = ((await upload.json()) as { _data: { publicMediaUrl: string } })._data
  const [team = '', day = '', file = ''] = new URL(publicMediaUrl).pathname.slice(1).split('/')
  await theSimulator().customer('919812345679', { phoneNumberId, name: marker }).sendsImage({ caption: marker })
  const sent = { customerPhoneNumber: '919812345679', limit: 1, page: 1 }
  const mediaId = await vi.waitFor(async () => {
    const { body } = await api.post('/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number', sent)
    return body._data[0].attachments[0].mediaId as string
  }, 10_000)
  await vi.waitFor(async () => {
    const { body } = await api.get(`/v1/ext/events?kind=media.kept`)
    expect(body._data).toHaveLength(1)
  }, 10_000)
  return { team: scope.teamId === team ? team : '', day, file, mediaId, mid: mediaId }
}

/** What a team has to work in its chats with. The rule is not active, so that the chats stay as they are. */
async function plantChatWork({ api }: TeamAtHand, marker: string, chatId: string): Promise<Record<string, string>> {
  const rule = { name: `${marker} rule`, awayMessage: marker, isActive: false }
  const reply = { shortcut: marker, text: marker }
  await api.put('/v1/ext/working-hours', { days: {} })
  await api.put('/v1/ext/consent-words', { stopWords: [marker] })
  return {
    labelId: (await made(api.post('/v1/ext/chat-label', { name: `${marker} label` }))).id,
    noteId: (await made(api.post(`/v1/ext/chat/${chatId}/note`, { text: marker }))).id,
    cannedReplyId: (await made(api.post('/v1/ext/canned-reply', reply))).id,
    ruleId: (await made(api.post('/v1/ext/assignment-rule', rule))).id,
  }
}

/** An endpoint that is paused, so that what waits for it stays as it is. */
async function plantWebhooks({ api, nadi, scope }: TeamAtHand, marker: string): Promise<Record<string, string>> {
  const endpoint = await made(
    api.post('/v1/ext/webhook-endpoint', {
      name: `${marker} endpoint`,
      url: `https://${marker}.planted.invalid/`,
      events: ['planted.event'],
    }),
  )
  await made(api.post(`/v1/ext/webhook-endpoint/${endpoint.id}/pause`))
  await made(api.post(`/v1/ext/webhook-endpoint/${endpoint.id}/secret/rotate`))
  const notice = { pluginId: null, kind: 'planted.event', about: marker, body: JSON.stringify({ planted: marker }) }
  await nadi.db.transaction().execute((tx) => queueWebhooks(tx, scope, [notice]))
  const [delivery] = (await api.get('/v1/ext/webhook-deliveries')).body._data
  const replay = await made(api.post('/v1/ext/webhook-replay', { since: '2026-01-01', event: marker }))
  while ((await made(api.get(`/v1/ext/webhook-replay/${replay.id}`))).status !== 'COMPLETED') await sleep(20)
  return { endpointId: endpoint.id, deliveryId: delivery.id, replayId: replay.id }
}

/** The path of a call with a team's ids in it. A parameter that the team does not know must be planted first: so no call goes unwatched. */
export function pathWith(ids: Record<string, string>, { method, path, parameters = [] }: Operation): string {
  const named = path.replaceAll(
    /([^/{}]+)\/\{(\w+)\}|\{(\w+)\}/g,
    (whole, before: string | undefined, name: string, alone: string) => {
      const id = before === undefined ? ids[alone] : (ids[`${before}/${name}`] ?? ids[name])
      if (id === undefined) throw new Error(`Plant an id for ${whole} of ${method} ${path} in planted-team.ts.`)
      return before === undefined ? encodeURIComponent(id) : `${before}/${encodeURIComponent(id)}`
    },
  )
  const asked = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = new URLSearchParams(asked.map(({ name }): [string, string] => [name, ids[name] ?? '']))
  return asked.length === 0 ? named : `${named}?${query}`
}

/** Every row of a team, as one text a table; without what merely being asked changes. */
export async function rowsOf({ nadi, scope }: TeamAtHand): Promise<Map<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'team_id' order by 1`.execute(
    nadi.db,
  )
  const rows = new Map<string, string>()
  for (const { name } of tables) {
    if (
      name === 'rate_windows' ||
      name === 'idempotency_keys' ||
      name === 'webhook_relays' ||
      name.startsWith('statistics_')
    )
      continue
    const { rows: found } = await sql<{ text: string }>`
      select coalesce(string_agg((to_jsonb(t) - 'last_used_at')::text, E'\n' order by t::text collate "C"), '') as text
      from ${sql.table(name)} t where team_id = ${scope.teamId}`.execute(nadi.db)
    rows.set(name, found[0]?.text ?? '')
  }
  return rows
}
