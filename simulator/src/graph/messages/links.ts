import { request } from 'undici'
import type { Message } from '../../world/message.ts'
import type { NodeOf } from '../../world/world.ts'
import type { Services } from '../call.ts'
import { type MediaKind, mediaKinds, mediaRules, plainType } from './media-types.ts'

interface Link {
  kind: MediaKind
  url: string
}

/** Every file that a message names by an address, wherever in it. */
export function linksOf({ body }: Message): Link[] {
  const found: Link[] = []
  const look = (value: unknown, key: string): void => {
    if (typeof value !== 'object' || value === null) return
    const kind = mediaKinds.find((each) => each === key)
    const { link } = value as { link?: unknown }
    if (kind && typeof link === 'string') found.push({ kind, url: link })
    for (const [name, inner] of Object.entries(value)) look(inner, Array.isArray(value) ? key : name)
  }
  look(body, '')
  return found
}

/** Meta fetches the files after it accepted the message; one that it can't use makes the message fail. */
export async function judgeLinks(services: Services, from: NodeOf<'number'>, message: Message): Promise<void> {
  const problem = services.sender.during(async () => {
    for (const link of linksOf(message)) {
      const found = await problemOf(link)
      if (found) return found
    }
    return undefined
  })
  const details = await problem
  if (details === undefined) services.statuses.follow(from, message)
  else services.statuses.fail(from, message, 131053, details)
}

async function problemOf({ kind, url }: Link): Promise<string | undefined> {
  const { maxBytes, mimeTypes } = mediaRules[kind]
  try {
    const { statusCode, headers, body } = await request(url, { headersTimeout: 10_000, bodyTimeout: 10_000 })
    let bytes = 0
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length
      if (bytes > maxBytes) return `The file at ${url} is larger than ${maxBytes} bytes.`
    }
    if (statusCode !== 200) return `Downloading media from weblink failed with http code ${statusCode}.`
    const type = plainType(String(headers['content-type'] ?? ''))
    if (kind !== 'document' && !mimeTypes.includes(type))
      return `Media at ${url} has type ${type}, which cannot be sent as ${kind}.`
    return undefined
  } catch (error) {
    return `Downloading media from weblink failed: ${error instanceof Error ? error.message : String(error)}`
  }
}
