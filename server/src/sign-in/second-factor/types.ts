import { type Static, Type } from 'typebox'

export const StartedSecondFactor = Type.Object({
  secret: Type.String({
    description: 'in base32, to type in; shown now and never again',
    examples: ['JBSWY3DPEHPK3PXP'],
  }),
  uri: Type.String({
    description: 'for a QR code',
    examples: ['otpauth://totp/Nadi%20PaisaPay:alex%40paisapay.com?issuer=Nadi%20PaisaPay&secret=JBSWY3DPEHPK3PXP'],
  }),
})
export type StartedSecondFactor = Static<typeof StartedSecondFactor>

export const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String({ examples: ['JBSW-Y3DP-EHPK-3PXP'] }), {
    description: 'for when the device is lost: each is good once; shown now and never again',
  }),
})
export type RecoveryCodes = Static<typeof RecoveryCodes>
