import { badParam, whatsappError } from '../graph-error.ts'
import { digitsOf, metaId, secret } from '../ids.ts'
import { type GroupField, tellGroup } from '../webhooks/groups.ts'
import type { Group } from '../world/group.ts'
import type { NodeOf } from '../world/world.ts'
import { type Edges, type GraphCall, success } from './call.ts'
import { pickFields } from './fields.ts'
import { checkProduct } from './messages/check.ts'
import { page } from './paging.ts'

const modes = ['approval_required', 'auto_approve'] as const

/** A group holds the business and up to so many customers. */
const mostParticipants = 8

/** The groups of a number: https://developers.facebook.com/docs/whatsapp/cloud-api/groups */
export const groupsOfNumber: Edges<'number'> = {
  'GET groups': ({ services: { world }, node: { number }, params }) => {
    const { data, paging } = page(world.groupsOf(number.id), params, ({ id, subject, createdAt }) => ({
      id,
      subject,
      created_at: String(Math.floor(createdAt / 1000)),
    }))
    return { data: { groups: data }, ...(paging && { paging }) }
  },

  'POST groups': (call) => {
    const { services, node, params } = call
    checkProduct(params.messaging_product)
    const group: Group = {
      id: Buffer.from(`capi_group:${node.number.digits}:${metaId()}`).toString('base64url'),
      phoneNumberId: node.number.id,
      subject: text(params.subject, 'subject', 128, true),
      description: text(params.description, 'description', 2048, false),
      joinApprovalMode: mode(params.join_approval_mode),
      inviteCode: secret(11),
      participants: new Set(),
      joinRequests: new Map(),
      createdAt: services.world.clock.now(),
    }
    services.world.addNode(group.id, { kind: 'group', account: node.account, group })
    const request = metaId()
    tellLater(call, group, 'group_lifecycle_update', {
      type: 'group_create',
      request_id: request,
      subject: group.subject,
      description: group.description,
      invite_link: inviteLink(group),
      join_approval_mode: group.joinApprovalMode,
    })
    return { messaging_product: 'whatsapp', request_id: request }
  },
}

export const groupEdges: Edges<'group'> = {
  GET: ({ node: { group }, params }) => {
    const usual = ['messaging_product', 'id']
    return pickFields(present(group), params.fields, usual)
  },

  POST: (call) => {
    const { group } = call.node
    checkProduct(call.params.messaging_product)
    const updates: Record<string, unknown> = {}
    if (call.params.subject !== undefined) {
      group.subject = text(call.params.subject, 'subject', 128, true)
      updates.group_subject = { text: group.subject, update_successful: true }
    }
    if (call.params.description !== undefined) {
      group.description = text(call.params.description, 'description', 2048, false)
      updates.group_description = { text: group.description, update_successful: true }
    }
    if (call.files.file) updates.profile_picture = { mime_type: call.files.file.mimeType, update_successful: true }
    const request = metaId()
    tellLater(call, group, 'group_settings_update', { type: 'group_settings_update', request_id: request, ...updates })
    return { messaging_product: 'whatsapp', request_id: request }
  },

  DELETE: (call) => {
    const { group } = call.node
    call.services.world.removeNode(group.id)
    tellLater(call, group, 'group_lifecycle_update', { type: 'group_delete', request_id: metaId() })
    return success
  },

  'GET invite_link': ({ node: { group } }) => ({ messaging_product: 'whatsapp', invite_link: inviteLink(group) }),

  'POST invite_link': ({ node: { group }, params }) => {
    checkProduct(params.messaging_product)
    group.inviteCode = secret(11)
    return { messaging_product: 'whatsapp', invite_link: inviteLink(group) }
  },

  'DELETE invite_link': ({ node: { group }, params }) => {
    checkProduct(params.messaging_product)
    group.inviteCode = secret(11)
    return { messaging_product: 'whatsapp', success: 'true' }
  },

  'DELETE participants': (call) => {
    const { group } = call.node
    checkProduct(call.params.messaging_product)
    const removed = users(call.params.participants)
    const stranger = removed.find((waId) => !group.participants.has(waId))
    if (stranger !== undefined) throw whatsappError(131212, `${stranger} is not a participant of the group.`)
    for (const waId of removed) group.participants.delete(waId)
    const request = metaId()
    tellLater(call, group, 'group_participants_update', {
      type: 'group_participants_remove',
      request_id: request,
      removed_participants: removed.map((waId) => ({ input: waId, wa_id: waId })),
      initiated_by: 'business',
    })
    return { messaging_product: 'whatsapp', request_id: request }
  },

  'POST participants': (call) => {
    const { group } = call.node
    checkProduct(call.params.messaging_product)
    const added = users(call.params.participants)
    admit(group, added)
    const request = metaId()
    tellLater(call, group, 'group_participants_update', {
      type: 'group_participants_add',
      request_id: request,
      added_participants: added.map((waId) => ({ input: waId, wa_id: waId })),
    })
    return { messaging_product: 'whatsapp', request_id: request }
  },

  'GET join_requests': ({ node: { group }, params }) =>
    page([...group.joinRequests.values()], params, ({ id, waId, at }) => ({
      join_request_id: id,
      wa_id: waId,
      creation_timestamp: Math.floor(at / 1000),
    })),

  'POST join_requests': (call) => answerRequests(call, true),
  'DELETE join_requests': (call) => answerRequests(call, false),
}

function answerRequests(call: GraphCall<'group'>, isApproved: boolean): unknown {
  const { group } = call.node
  checkProduct(call.params.messaging_product)
  const asked = call.params.join_requests
  if (!Array.isArray(asked) || asked.length === 0) throw badParam('The parameter join_requests is required.')
  const known = asked.flatMap((id) => group.joinRequests.get(String(id)) ?? [])
  const failed = asked.filter((id) => !group.joinRequests.has(String(id)))
  if (known.length === 0) throw whatsappError(131213, 'There is no such request to join the group.')
  if (isApproved)
    admit(
      group,
      known.map(({ waId }) => waId),
    )
  for (const { id } of known) group.joinRequests.delete(id)
  if (isApproved) {
    tellLater(call, group, 'group_participants_update', {
      type: 'group_participants_add',
      reason: 'join_request_approved',
      added_participants: known.map(({ waId }) => ({ wa_id: waId })),
    })
  }
  const noSuch = {
    code: 131213,
    title: 'Group join request does not exist',
    message: 'Group join request does not exist',
    error_data: { details: 'There is no such request to join the group.' },
  }
  return {
    messaging_product: 'whatsapp',
    [isApproved ? 'approved_join_requests' : 'rejected_join_requests']: known.map(({ id }) => id),
    ...(failed.length > 0 && {
      failed_join_requests: failed.map((id) => ({ join_request_id: String(id), errors: [noSuch] })),
    }),
  }
}

function admit(group: Group, waIds: readonly string[]): void {
  if (new Set([...group.participants, ...waIds]).size > mostParticipants) {
    throw whatsappError(131204, `A group has at most ${mostParticipants} participants beside the business.`)
  }
  for (const waId of waIds) group.participants.add(waId)
}

function tellLater(
  { services, node }: Pick<GraphCall<'group'> | GraphCall<'number'>, 'services' | 'node'>,
  group: Group,
  field: GroupField,
  told: Record<string, unknown>,
): void {
  const number = services.world.node(group.phoneNumberId) as NodeOf<'number'> | undefined
  if (!number || number.account !== node.account) return
  services.sender.later(0, () => void tellGroup(services, number, field, group.id, told))
}

const inviteLink = ({ inviteCode }: Group): string => `https://chat.whatsapp.com/${inviteCode}`

function present(group: Group): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    id: group.id,
    subject: group.subject,
    description: group.description,
    creation_timestamp: Math.floor(group.createdAt / 1000),
    suspended: false,
    total_participant_count: group.participants.size,
    participants: [...group.participants].map((waId) => ({ wa_id: waId })),
    join_approval_mode: group.joinApprovalMode,
    invite_link: inviteLink(group),
  }
}

function text(value: unknown, name: string, max: number, isRequired: boolean): string {
  const trimmed = typeof value === 'string' ? value.trim() : ''
  if (isRequired && trimmed === '') throw badParam(`The parameter ${name} is required.`)
  if (trimmed.length > max) throw badParam(`Param ${name} must be at most ${max} characters long.`)
  return trimmed
}

function mode(value: unknown): Group['joinApprovalMode'] {
  if (value === undefined) return 'auto_approve'
  const found = modes.find((each) => each === value)
  if (!found) throw badParam(`Param join_approval_mode must be one of {${modes.join(', ')}} - got "${String(value)}".`)
  return found
}

function users(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) throw badParam('The parameter participants is required.')
  return value.map((each: { user?: unknown }) => digitsOf(String(each?.user ?? '')))
}
