import { hash, randomBytes } from 'node:crypto'
import { Secret } from 'otpauth'

/** Ten codes of 80 bits, each good once: `JBSW-Y3DP-EHPK-3PXP`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    const { base32 } = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer })
    return base32.match(/.{4}/g)?.join('-') ?? base32
  })

/** As kept: however it was typed. So many random bits need no slow hash. */
export const hashRecoveryCode = (code: string): Buffer =>
  hash('sha256', code.toUpperCase().replaceAll(/[^A-Z2-7]/g, ''), 'buffer')

export const looksLikeRecoveryCode = (code: string): boolean => code.replaceAll(/[^A-Za-z2-7]/g, '').length === 16
