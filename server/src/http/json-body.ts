import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { parse } from 'secure-json-parse'
import { BadInput } from '../errors.ts'

const deepest = 64
const mostValues = 50_000

/** Parses a JSON body; an empty one is undefined, so that a DELETE with a content type but no body passes. */
export function parseJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  try {
    done(null, readJson(Buffer.from(body)))
  } catch (error) {
    done(error as Error)
  }
}

/** @throws BadInput for what is no JSON (RFC 8259), nests too deep, holds too much, or holds text or numbers that can't be kept */
export function readJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new BadInput('The body is not valid UTF-8.', { code: 'not_utf8' })
  const text = bytes.toString('utf8')
  return text.trim() === '' ? undefined : readJsonText(text, 'The body')
}

/**
 * The same for text.
 * @param whole how its problems call it: `The body`
 */
export function readJsonText(text: string, whole: string): unknown {
  let value: unknown
  try {
    value = parse(text, null, { protoAction: 'error', constructorAction: 'error' })
  } catch (error) {
    throw new BadInput(`${whole} is not valid JSON: ${(error as Error).message}.`, { code: 'not_json' })
  }
  check(value, '', 0, { values: 0, whole })
  return value
}

interface Count {
  values: number
  whole: string
}

/** Work on a body grows with its values and its depth, so both have a limit; PostgreSQL keeps neither NUL nor half characters. */
function check(value: unknown, path: string, depth: number, count: Count): void {
  if (typeof value === 'string') checkText(value, path, 'text', count)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new BadInput(`${subject(path, count)} is a number beyond all that can be kept.`, {
      code: 'number_too_large',
      path,
    })
  }
  if (value === null || typeof value !== 'object') return
  if (depth >= deepest) throw new BadInput(`${count.whole} nests deeper than ${deepest} levels.`, { code: 'too_deep' })
  const entries = Object.entries(value)
  count.values += entries.length
  if (count.values > mostValues) {
    throw new BadInput(`${count.whole} holds more than ${mostValues} values.`, {
      code: 'too_many_values',
      hint: 'Send fewer rows at once, or use a bulk call.',
    })
  }
  for (const [key, child] of entries) {
    checkText(key, path, 'a name', count)
    check(child, path ? `${path}.${key}` : key, depth + 1, count)
  }
}

function checkText(text: string, path: string, what: string, count: Count): void {
  if (!text.includes('\0') && text.isWellFormed()) return
  const flaw = text.includes('\0') ? 'the NUL character' : 'half of a surrogate pair'
  throw new BadInput(`${subject(path, count)} holds ${what} with ${flaw}, which cannot be kept.`, {
    code: 'bad_text',
    path,
  })
}

const subject = (path: string, { whole }: Count): string => (path ? `"${path}"` : whole)
