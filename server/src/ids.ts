import { randomFillSync } from 'node:crypto'
import { validate as isUuid, stringify, v7 } from 'uuid'

const bytesOfOne = 16
const pool = Buffer.alloc(bytesOfOne * 512)
let next = pool.length
let msecs = 0
let seq = 0

/**
 * A UUIDv7 (RFC 9562) that sorts after all that this process made before. Its random bits come from a pool, since asking the system for
 * each id alone takes longer than all the rest of making it.
 */
export function newId(): string {
  if (next === pool.length) {
    randomFillSync(pool)
    next = 0
  }
  const random = pool.subarray(next, next + bytesOfOne)
  next += bytesOfOne
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // the counter begins below its half, so that it can grow within the millisecond
    seq = random.readUInt32BE(6) >>> 1
  } else if (++seq > 0xff_ff_ff_ff) {
    msecs++
    seq = 0
  }
  return v7({ random, msecs, seq })
}

/** The uuid that 16 bytes are; undefined where they are none. */
export function uuidOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return isUuid(text) ? stringify(bytes) : undefined
}
