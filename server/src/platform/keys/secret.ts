import { hash, randomBytes } from 'node:crypto'

/** A new key: `nadi_<team>_<secret>`, 256 random bits, shown once and never stored. */
export const newKeySecret = (teamShortId: string): string =>
  `nadi_${teamShortId}_${randomBytes(32).toString('base64url')}`

export const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer')

/** Enough of a key to recognise it by. */
export const keyHint = (key: string): string => `${key.slice(0, Math.min(12, key.length - 8))}…${key.slice(-4)}`
