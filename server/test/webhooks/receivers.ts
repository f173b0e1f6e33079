import { afterAll } from 'vitest'
import { type Receiver, startReceiver } from '../harness/receiver.ts'

/** Receivers that the file's server may send to: each test takes those that it needs, and nobody else sends to them. */
export interface Receivers {
  origins: string[]
  take(): Receiver
}

export async function startReceivers(count: number): Promise<Receivers> {
  const receivers = await Promise.all(Array.from({ length: count }, () => startReceiver()))
  afterAll(async () => {
    await Promise.all(receivers.map((receiver) => receiver.close()))
  })
  const free = [...receivers]
  return {
    origins: receivers.map(({ url }) => url),
    take: () => {
      const receiver = free.shift()
      if (!receiver) throw new Error('Start more receivers at the top of the file.')
      return receiver
    },
  }
}
