import { expect, test } from 'vitest'
import { GraphRefusal, GraphSilence } from '../../../src/whatsapp/graph/refusal.ts'
import { verdictOn } from '../../../src/whatsapp/sending/verdict.ts'

const refusal = (code: number) => new GraphRefusal(400, { code, message: 'no' })
const silence = (mayHaveArrived: boolean) => new GraphSilence({ reason: 'broke', isTimeout: false, mayHaveArrived })

test('only what Meta certainly has not sent goes again', () => {
  for (const code of [130429, 131056, 131016, 2, 4, 80007]) expect(verdictOn(refusal(code), 0).kind).toBe('again')
  expect(verdictOn(silence(false), 0).kind).toBe('again')
  expect(verdictOn(silence(true), 0).kind).toBe('unconfirmed')
  // an error that Meta itself cannot explain
  for (const code of [131000, 1, 131026, 100]) expect(verdictOn(refusal(code), 0).kind).toBe('failed')
})

test('the throughput of the number slows its lane, the rate of a pair holds only that recipient back, longer each time', () => {
  expect(verdictOn(refusal(130429), 3)).toMatchObject({ slowDown: true, holdRecipient: false })
  const waits = [0, 1, 2, 3].map((attempts) => verdictOn(refusal(131056), attempts))

  expect(waits.map((verdict) => verdict.kind === 'again' && verdict.afterMs)).toEqual([7_000, 14_000, 28_000, 56_000])
  expect(waits[0]).toMatchObject({ slowDown: false, holdRecipient: true, pauseMs: 0 })
})

test('nothing is tried for ever', () => {
  for (const code of [131056, 131016, 2]) expect(verdictOn(refusal(code), 8).kind).toBe('failed')
  expect(verdictOn(silence(false), 8).kind).toBe('failed')
  expect(verdictOn(refusal(130429), 100).kind).toBe('failed')
})

test('what concerns every row of a batch stops it', () => {
  for (const code of [190, 131031, 133010, 132001, 132015, 200]) {
    expect(verdictOn(refusal(code), 0)).toEqual({ kind: 'failed', stopsBatch: true })
  }
  for (const code of [131026, 131049, 132000]) {
    expect(verdictOn(refusal(code), 0)).toEqual({ kind: 'failed', stopsBatch: false })
  }
})
