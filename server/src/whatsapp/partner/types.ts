import { type Static, Type } from 'typebox'
import { Client } from '../plugins/types.ts'

export const NewConnectToken = Type.Object(
  {
    pluginId: Type.Optional(
      Type.String({ format: 'uuid', description: 'to connect this account again; alone, without the other fields' }),
    ),
    newPluginName: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 80,
        pattern: '\\S',
        description: 'to connect a new one',
        examples: ['Asha Clinic'],
      }),
    ),
    ...Client.properties,
  },
  { additionalProperties: false, examples: [{ newPluginName: 'Asha Clinic', clientReferenceId: 'client-17' }] },
)
export type NewConnectToken = Static<typeof NewConnectToken>

export const MadeConnectToken = Type.Object({
  connectToken: Type.String({ description: 'for one connection' }),
  connectUrl: Type.String({ description: 'the page to send the client to' }),
  expiresAt: Type.Integer({ description: 'epoch milliseconds; an hour from now' }),
})

/** What a client fills in. */
export interface ConnectForm {
  wabaId: string
  accessToken: string
  appId?: string
  appSecret?: string
  /** of Meta's Embedded Signup, instead of a token */
  code?: string
}

/** What connecting ends with. */
export interface Connected {
  pluginId: string
  whatsappBusinessAccounts: { id: string }[]
  whatsappPhoneNumbers: { id: string; displayPhoneNumber: string; verifiedName: string }[]
}
