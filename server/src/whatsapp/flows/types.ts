import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const FlowEndpoint = Type.Object({
  endpointUrl: nullable(Type.String(), {
    description: "where the decrypted requests of this plugin's Flows go, in plain JSON; null for nowhere",
    examples: ['https://crm.example.org/flows'],
  }),
  publicKey: nullable(Type.String(), { description: 'PEM; Meta has it for each number of the plugin' }),
  metaEndpointUrl: Type.String({
    description: 'what to give Meta as the endpoint of the Flow',
    examples: ['https://nadi.example.org/webhooks/whatsapp/01912d5c-1111-7c1e-9b6f-2a4d8e0c5b17/flow'],
  }),
})
export type FlowEndpoint = Static<typeof FlowEndpoint>

export const FlowEndpointChange = Type.Object(
  {
    endpointUrl: nullable(Type.String({ minLength: 1, maxLength: 2_000 }), {
      examples: ['https://crm.example.org/flows'],
    }),
  },
  { additionalProperties: false },
)

const base64 = (description: string) =>
  Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', description, examples: ['3k9vVfG0mA4='] })

export const EncryptedFlowRequest = Type.Object(
  {
    encrypted_flow_data: base64('the request, AES-GCM'),
    encrypted_aes_key: base64('its key, RSA-OAEP'),
    initial_vector: base64('of AES-GCM'),
  },
  { additionalProperties: true },
)
