import { badParam, whatsappError } from '../graph-error.ts'
import { callId, digitsOf } from '../ids.ts'
import { tellCallStatus, tellTerminate } from '../webhooks/calls.ts'
import type { Call } from '../world/call.ts'
import { type Edges, type GraphCall, success } from './call.ts'
import { checkProduct } from './messages/check.ts'
import { Fields } from './messages/fields.ts'

type NumberCall = GraphCall<'number'>

/** https://developers.facebook.com/docs/whatsapp/cloud-api/calling */
export const callingEdges: Edges<'number'> = {
  'GET call_permissions': callPermissions,
  'POST calls': manageCall,
}

/** Whether the customer allowed to be called, and what may be done about it. */
function callPermissions({ services: { world }, node, params }: NumberCall): unknown {
  const waId = digitsOf(String(params.user_wa_id ?? ''))
  if (waId === '') throw badParam('The parameter user_wa_id is required.')
  const permission = permissionOf(world, node.number.id, waId)
  const isGranted = permission.status === 'granted'
  const limits = (max: number) => [{ time_period: 'PT24H', current_usage: 0, max_allowed: max }]
  return {
    messaging_product: 'whatsapp',
    permission: {
      status: permission.status === 'none' ? 'denied' : permission.status,
      ...(permission.until !== undefined && { expiration_time: permission.until }),
    },
    actions: [
      {
        action_name: 'send_call_permission_request',
        can_perform_action: !isGranted && permission.status !== 'pending',
        limits: limits(1),
      },
      { action_name: 'start_call', can_perform_action: isGranted, limits: limits(100) },
    ],
  }
}

function permissionOf(world: NumberCall['services']['world'], phoneNumberId: string, waId: string) {
  const permission = world.conversation(phoneNumberId, waId)?.callPermission ?? {
    status: 'none' as const,
    until: undefined,
  }
  const isOver = permission.until !== undefined && permission.until * 1000 < world.clock.now()
  return isOver ? { status: 'expired' as const, until: permission.until } : permission
}

const actions = ['connect', 'pre_accept', 'accept', 'reject', 'terminate'] as const

function manageCall(call: NumberCall): unknown {
  const { params, node } = call
  checkProduct(params.messaging_product)
  const fields = new Fields(params, 'call', [
    'messaging_product',
    'to',
    'call_id',
    'action',
    'session',
    'biz_opaque_callback_data',
    'access_token',
  ])
  const action = fields.choice('action', actions)
  if (call.node.number.settings.calling === undefined || callingStatus(node.number.settings) !== 'enabled') {
    throw whatsappError(138000, 'Enable calling in the settings of the phone number first.')
  }
  if (action === 'connect') return startCall(call, fields)
  return answerCall(call, fields, action)
}

const callingStatus = (settings: Record<string, unknown>): unknown =>
  (settings.calling as { status?: unknown } | undefined)?.status?.toString().toLowerCase()

function startCall({ services, node, params }: NumberCall, fields: Fields): unknown {
  const { world } = services
  checkSession(fields, 'offer')
  const waId = digitsOf(fields.text('to'))
  if (permissionOf(world, node.number.id, waId).status !== 'granted') {
    throw whatsappError(138006, `${waId} has not approved calls from this phone number.`)
  }
  const made: Call = {
    id: callId(),
    phoneNumberId: node.number.id,
    waId,
    direction: 'BUSINESS_INITIATED',
    status: 'RINGING',
    callbackData: params.biz_opaque_callback_data as string | undefined,
    startedAt: world.clock.now(),
    acceptedAt: undefined,
  }
  world.calls.set(made.id, made)
  services.sender.later(0, () => void tellCallStatus(services, node, made))
  return { messaging_product: 'whatsapp', calls: [{ id: made.id }] }
}

function answerCall(
  { services, node }: NumberCall,
  fields: Fields,
  action: Exclude<(typeof actions)[number], 'connect'>,
) {
  const known = services.world.calls.get(fields.text('call_id'))
  if (!known || known.phoneNumberId !== node.number.id) throw badParam('Param call_id must be the id of a call.')
  if (action === 'pre_accept' || action === 'accept') {
    checkSession(fields, 'answer')
    if (known.direction !== 'USER_INITIATED' || known.status !== 'RINGING') {
      throw badParam('Param action must fit the call: only a call of a customer that still rings can be accepted.')
    }
    if (action === 'accept') {
      known.status = 'ACCEPTED'
      known.acceptedAt = services.world.clock.now()
    }
    return { messaging_product: 'whatsapp', ...success }
  }
  known.status = action === 'reject' ? 'REJECTED' : known.acceptedAt === undefined ? 'FAILED' : 'COMPLETED'
  services.sender.later(0, () => void tellTerminate(services, node, known))
  return { messaging_product: 'whatsapp', ...success }
}

function checkSession(fields: Fields, type: 'offer' | 'answer'): void {
  const session = fields.fields('session', ['sdp_type', 'sdp'])
  session.choice('sdp_type', [type])
  if (!session.text('sdp').startsWith('v=0'))
    throw badParam(`Param ${session.at('sdp')} must be a valid SDP (RFC 8866).`)
}
