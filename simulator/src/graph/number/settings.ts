import { createPublicKey } from 'node:crypto'
import { badParam, GraphError, whatsappError } from '../../graph-error.ts'
import { type Edges, success } from '../call.ts'
import { checkProduct } from '../messages/check.ts'

/** Settings, keys and the registration of a number. */
export const settingsEdges: Edges<'number'> = {
  'GET settings': ({ node: { number } }) => ({
    calling: {
      status: 'disabled',
      call_icon_visibility: 'visible',
      ip_addresses: { default: ['127.0.0.1'] },
      callback_permission_status: 'disabled',
      video: { status: 'disabled' },
      ...(number.settings.calling as object | undefined),
    },
    payload_encryption: { status: 'disabled', ...(number.settings.payload_encryption as object | undefined) },
    storage_configuration: { status: 'default', ...(number.settings.storage_configuration as object | undefined) },
  }),

  'POST settings': ({ node: { number }, params }) => {
    const names = ['calling', 'user_identity_change', 'payload_encryption', 'storage_configuration']
    const given = names.filter((name) => params[name] !== undefined)
    if (given.length === 0) throw badParam(`One of ${names.join(', ')} is required.`)
    for (const name of given) {
      const value = params[name]
      if (typeof value !== 'object' || value === null) throw badParam(`Param ${name} must be a JSON object.`)
      const { status } = value as { status?: unknown }
      if (name === 'calling' && status !== undefined && !/^(enabled|disabled)$/i.test(String(status))) {
        throw badParam(`Param calling['status'] must be one of {ENABLED, DISABLED} - got "${String(status)}".`)
      }
      number.settings[name] = { ...(number.settings[name] as object | undefined), ...value }
    }
    return success
  },

  'GET whatsapp_business_encryption': ({ node: { number } }) => ({
    data: number.encryption
      ? [
          {
            business_public_key: number.encryption.publicKey,
            business_public_key_signature_status: number.encryption.status,
          },
        ]
      : [],
  }),

  'POST whatsapp_business_encryption': ({ node: { number }, params }) => {
    const key = params.business_public_key
    if (typeof key !== 'string' || !isPublicKey(key)) {
      throw badParam('Param business_public_key must be a valid 2048-bit RSA public key in PEM format.')
    }
    number.encryption = { publicKey: key, status: 'VALID' }
    return success
  },

  'POST register': ({ node: { number }, params }) => {
    checkProduct(params.messaging_product)
    if (!/^\d{6}$/.test(String(params.pin ?? ''))) throw badParam('Param pin must be a string of 6 digits.')
    if (number.pin !== undefined && number.pin !== String(params.pin)) {
      throw whatsappError(133005, 'Two-step verification PIN mismatch.')
    }
    number.pin = String(params.pin)
    number.status = 'CONNECTED'
    return success
  },

  'POST deregister': ({ node: { number } }) => {
    if (number.status !== 'CONNECTED') throw whatsappError(133010, 'The phone number is not registered.')
    number.status = 'DISCONNECTED'
    return success
  },

  'POST request_code': ({ params }) => {
    if (params.code_method !== 'SMS' && params.code_method !== 'VOICE') {
      throw badParam(`Param code_method must be one of {SMS, VOICE} - got "${String(params.code_method)}".`)
    }
    return success
  },

  'POST verify_code': ({ params }) => {
    if (!/^\d{6}$/.test(String(params.code ?? ''))) {
      throw new GraphError(400, { message: '(#136025) Verify code error', code: 136025 })
    }
    return success
  },

  'GET whatsapp_commerce_settings': ({ node: { number } }) => ({ data: [{ id: number.id, ...number.commerce }] }),

  'POST whatsapp_commerce_settings': ({ node: { number }, params }) => {
    for (const name of ['is_cart_enabled', 'is_catalog_visible'] as const) {
      if (params[name] !== undefined) number.commerce[name] = String(params[name]) === 'true'
    }
    return success
  },

  'POST conversational_automation': ({ node: { number }, params }) => {
    for (const name of ['enable_welcome_message', 'prompts', 'commands']) {
      if (params[name] !== undefined) number.automation[name] = params[name]
    }
    return success
  },
}

function isPublicKey(pem: string): boolean {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === 2048
  } catch {
    return false
  }
}
