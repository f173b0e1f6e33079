import { hash, randomBytes } from 'node:crypto'
import { parse as uuidBytes } from 'uuid'
import { uuidOf } from '../ids.ts'

const secretLength = 32

/** What a token is known by: its team, and its SHA-256. */
export interface TokenMark {
  teamId: string
  hash: Buffer
}

/** 256 random bits behind the id of their team, so that no look-up above teams is needed to find what they open. */
export function newTeamToken(teamId: string): TokenMark & { token: string } {
  const bytes = Buffer.concat([uuidBytes(teamId), randomBytes(secretLength)])
  return { teamId, token: bytes.toString('base64url'), hash: hash('sha256', bytes, 'buffer') }
}

/** Undefined for what can't be one. */
export function readTeamToken(token: string): TokenMark | undefined {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 16 + secretLength) return undefined
  const teamId = uuidOf(bytes.subarray(0, 16))
  return teamId === undefined ? undefined : { teamId, hash: hash('sha256', bytes, 'buffer') }
}
