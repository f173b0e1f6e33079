import type { FastifyRequest } from 'fastify'
import { parse } from 'secure-json-parse'
import { BadInput } from '../errors.ts'

const deepest = 64
const mostKeys = 50_000

/** Parses a JSON body; an empty one is undefined, so that a DELETE with a content type but no body passes. */
export function parseJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  try {
    const value = readJson(String(body))
    checkSize(value, 0, { keys: 0 })
    done(null, value)
  } catch (error) {
    done(error as Error)
  }
}

function readJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return parse(text, null, { protoAction: 'error', constructorAction: 'error' })
  } catch (error) {
    throw new BadInput(`The body is not valid JSON: ${(error as Error).message}`, { code: 'not_json' })
  }
}

/** Work on a body grows with its keys and its depth, so both have a limit. */
function checkSize(value: unknown, depth: number, count: { keys: number }): void {
  if (value === null || typeof value !== 'object') return
  if (depth >= deepest) throw new BadInput(`The body nests deeper than ${deepest} levels.`, { code: 'too_deep' })
  const children = Array.isArray(value) ? value : Object.values(value)
  count.keys += children.length
  if (count.keys > mostKeys) {
    throw new BadInput(`The body holds more than ${mostKeys} values.`, {
      code: 'too_many_values',
      hint: 'Send fewer rows at once, or use a bulk call.',
    })
  }
  for (const child of children) checkSize(child, depth + 1, count)
}
