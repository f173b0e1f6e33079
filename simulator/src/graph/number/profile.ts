import { badParam } from '../../graph-error.ts'
import { type Edges, success } from '../call.ts'
import { pickFields } from '../fields.ts'
import { checkProduct } from '../messages/check.ts'

const verticals = [
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'ALCOHOL',
  'ONLINE_GAMBLING',
  'PHYSICAL_GAMBLING',
  'OTC_DRUGS',
]

const longest: Record<string, number> = { about: 139, address: 256, description: 512, email: 128 }
const fields = [
  'about',
  'address',
  'description',
  'email',
  'profile_picture_url',
  'websites',
  'vertical',
  'messaging_product',
]

/** How the business shows itself: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles */
export const profileEdges: Edges<'number'> = {
  'GET whatsapp_business_profile': ({ node: { number }, params }) => {
    const empty = Object.fromEntries(fields.map((field) => [field, undefined]))
    const whole = { ...empty, ...number.profile, messaging_product: 'whatsapp' }
    return { data: [pickFields(whole, params.fields, fields)] }
  },

  'POST whatsapp_business_profile': ({ services: { world }, node: { number }, params }) => {
    checkProduct(params.messaging_product)
    const changes: Record<string, unknown> = {}
    for (const [name, max] of Object.entries(longest)) {
      const value = params[name]
      if (value === undefined) continue
      if (typeof value !== 'string') throw badParam(`Param ${name} must be a string.`)
      if (value.length > max) throw badParam(`Param ${name} must be at most ${max} characters long.`)
      if (name === 'about' && value === '') throw badParam('Param about must not be empty.')
      changes[name] = value
    }
    if (params.vertical !== undefined) {
      if (!verticals.includes(String(params.vertical))) {
        throw badParam(`Param vertical must be one of {${verticals.join(', ')}} - got "${String(params.vertical)}".`)
      }
      changes.vertical = params.vertical
    }
    if (params.websites !== undefined) changes.websites = websites(params.websites)
    if (params.profile_picture_handle !== undefined) {
      const handle = world.uploads.handle(String(params.profile_picture_handle))
      if (!handle) throw badParam('Param profile_picture_handle must be a handle of the resumable upload.')
      changes.profile_picture_url = `https://pps.whatsapp.net/v/${handle.id.slice(7)}`
    }
    Object.assign(number.profile, changes)
    return success
  },
}

function websites(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > 2 || value.some((url) => !/^https?:\/\/.{1,248}$/.test(String(url)))) {
    throw badParam('Param websites must be at most 2 addresses that begin with http:// or https://.')
  }
  return value.map(String)
}
