import { badParam } from '../graph-error.ts'
import type { World } from '../world/world.ts'

const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging', 'business_management', 'public_profile']

/** `GET /debug_token`: what a token may do. https://developers.facebook.com/docs/graph-api/reference/debug_token */
export function debugToken(world: World, inputToken: unknown): unknown {
  if (typeof inputToken !== 'string' || inputToken === '') throw badParam('The parameter input_token is required.')
  const accounts = [...world.accounts.values()].filter(({ accessToken }) => accessToken === inputToken)
  const [first] = accounts
  if (!first) {
    return {
      data: {
        is_valid: false,
        scopes: [],
        error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
      },
    }
  }
  const ids = accounts.map(({ wabaId }) => wabaId)
  return {
    data: {
      app_id: first.appId,
      type: 'SYSTEM_USER',
      application: first.name,
      data_access_expires_at: 0,
      expires_at: 0,
      is_valid: true,
      issued_at: Math.floor(world.clock.now() / 1000),
      scopes,
      granular_scopes: [
        { scope: 'whatsapp_business_management', target_ids: ids },
        { scope: 'whatsapp_business_messaging', target_ids: ids },
      ],
      user_id: first.businessId,
    },
  }
}
