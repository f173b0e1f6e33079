import type { Services } from '../graph/call.ts'
import { type Call, silentSdp } from '../world/call.ts'
import type { NodeOf } from '../world/world.ts'
import type { WebhookAnswer } from './sender.ts'

/** What Meta tells of calls: https://developers.facebook.com/docs/whatsapp/cloud-api/calling/reference */
type Told = Pick<Services, 'world' | 'notifier'>

/** A call rings at the business (`offer`), or the customer took the business's call (`answer`). */
export function tellConnect(
  services: Told,
  to: NodeOf<'number'>,
  call: Call,
  type: 'offer' | 'answer',
): Promise<WebhookAnswer> {
  return tellCall(services, to, call, {
    event: 'connect',
    session: { sdp: silentSdp(), sdp_type: type },
  })
}

export function tellTerminate(services: Told, to: NodeOf<'number'>, call: Call): Promise<WebhookAnswer> {
  const now = services.world.clock.now()
  const seconds = (at: number): string => String(Math.floor(at / 1000))
  return tellCall(services, to, call, {
    event: 'terminate',
    status: call.status === 'COMPLETED' ? 'COMPLETED' : 'FAILED',
    ...(call.acceptedAt !== undefined && {
      start_time: seconds(call.acceptedAt),
      end_time: seconds(now),
      duration: Math.floor((now - call.acceptedAt) / 1000),
    }),
  })
}

/** How a call of the business fares with the customer. */
export function tellCallStatus(services: Told, to: NodeOf<'number'>, call: Call): Promise<WebhookAnswer> {
  return services.notifier.aboutNumber(
    to.account,
    to.number,
    'calls',
    {
      contacts: [services.notifier.contact(to.account, call.waId)],
      statuses: [
        {
          id: call.id,
          timestamp: services.world.clock.seconds(),
          type: 'call',
          status: call.status,
          recipient_id: call.waId,
          ...(call.callbackData !== undefined && { biz_opaque_callback_data: call.callbackData }),
        },
      ],
    },
    call.waId,
  )
}

function tellCall(
  { world, notifier }: Told,
  { account, number }: NodeOf<'number'>,
  call: Call,
  more: Record<string, unknown>,
): Promise<WebhookAnswer> {
  const isOutgoing = call.direction === 'BUSINESS_INITIATED'
  const told = {
    id: call.id,
    to: isOutgoing ? call.waId : number.digits,
    from: isOutgoing ? number.digits : call.waId,
    timestamp: world.clock.seconds(),
    direction: call.direction,
    ...(call.callbackData !== undefined && { biz_opaque_callback_data: call.callbackData }),
    ...more,
  }
  return notifier.aboutNumber(
    account,
    number,
    'calls',
    { contacts: [notifier.contact(account, call.waId)], calls: [told] },
    call.waId,
  )
}
