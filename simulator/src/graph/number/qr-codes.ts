import { randomInt } from 'node:crypto'
import { badParam } from '../../graph-error.ts'
import type { PhoneNumber, QrCode } from '../../world/account.ts'
import { type Edges, type GraphCall, success } from '../call.ts'

/** Codes and short links that open a chat with a message: https://developers.facebook.com/docs/whatsapp/business-management-api/qr-codes */
export const qrCodeEdges: Edges<'number'> = {
  'GET message_qrdls': ({ node: { number }, params }) => ({
    data: typeof params.code === 'string' ? [known(number, params.code)] : [...number.qrCodes.values()],
  }),

  'GET message_qrdls/*': ({ node: { number }, rest }) => ({ data: [known(number, rest)] }),

  'POST message_qrdls': makeOrChange,

  'POST message_qrdls/*': (call) => makeOrChange({ ...call, params: { ...call.params, code: call.rest } }),

  'DELETE message_qrdls/*': ({ node: { number }, rest }) => {
    number.qrCodes.delete(known(number, rest).code)
    return success
  },
}

function makeOrChange({ services, node: { number }, params }: GraphCall<'number'>): unknown {
  const message = params.prefilled_message
  if (typeof message !== 'string' || message === '') throw badParam('The parameter prefilled_message is required.')
  if (message.length > 140) throw badParam('Param prefilled_message must be at most 140 characters long.')
  const image = params.generate_qr_image
  if (image !== undefined && image !== 'PNG' && image !== 'SVG') {
    throw badParam(`Param generate_qr_image must be one of {PNG, SVG} - got "${String(image)}".`)
  }
  const code = params.code === undefined ? newCode() : known(number, params.code).code
  const made: QrCode = { code, prefilled_message: message, deep_link_url: `https://wa.me/message/${code}` }
  number.qrCodes.set(code, made)
  return {
    ...made,
    ...(image && { qr_image_url: `${services.origin()}/simulator/qr/${code}` }),
  }
}

/** Fourteen characters of base32. */
const newCode = (): string =>
  Array.from({ length: 14 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)]).join('')

function known(number: PhoneNumber, code: unknown): QrCode {
  const found = number.qrCodes.get(String(code))
  if (!found) throw badParam(`There is no QR code "${String(code)}".`)
  return found
}
