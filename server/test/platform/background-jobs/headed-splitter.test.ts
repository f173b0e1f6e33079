import { expect, test } from 'vitest'
import { HeadedSplitter } from '../../../src/platform/background-jobs/headed-splitter.ts'

/** Reads a body that comes in pieces of so many bytes. */
function split(body: string, pieceLength = 7): { head: Record<string, unknown>; rows: unknown[] } {
  const rows: unknown[] = []
  const splitter = new HeadedSplitter('messages', {
    largest: 1_000,
    found: ({ bytes }) => rows.push(JSON.parse(bytes.toString())),
  })
  const bytes = Buffer.from(body)
  for (let at = 0; at < bytes.length; at += pieceLength) splitter.write(bytes.subarray(at, at + pieceLength))
  return { head: splitter.end(), rows }
}

test('rows are found wherever they stand among the other keys, in whatever pieces the body comes', () => {
  const body = JSON.stringify({
    templateName: 'messages',
    'a "key"': { messages: [1, 2], deeper: ['messages'] },
    text: 'na[m]e: "{é}"',
    messages: [{ a: '],' }, { messages: [3] }],
    last: [{ messages: [4] }],
  })

  for (let length = 1; length < 40; length++) {
    const { head, rows } = split(body, length)
    expect(rows).toEqual([{ a: '],' }, { messages: [3] }])
    expect(head).toEqual({
      templateName: 'messages',
      'a "key"': { messages: [1, 2], deeper: ['messages'] },
      text: 'na[m]e: "{é}"',
      last: [{ messages: [4] }],
    })
  }
  expect(split('{"messages":[]}')).toEqual({ head: {}, rows: [] })
})

test('a body without its rows, or that is not JSON, is refused', () => {
  expect(() => split('{"templateName":"x"}')).toThrow('with its rows under "messages"')
  expect(() => split('{"messages":5}')).toThrow('with its rows under "messages"')
  expect(() => split('[{"messages":[]}]')).toThrow('with its rows under "messages"')
  expect(() => split('{"messages":[{"a":1}]')).toThrow('not valid JSON')
  expect(() => split('{"messages":[{"a":1}')).toThrow('ends after')
  expect(() => split('{"a":tru,"messages":[]}')).toThrow('not valid JSON')
  expect(() => split(`{"a":"${'x'.repeat(70_000)}","messages":[]}`)).toThrow('more than 64 kB')
})
