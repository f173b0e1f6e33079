import type { FastifyInstance } from 'fastify'
import { badParam, whatsappError } from '../graph-error.ts'
import { forgetMedia, keepMedia, mediaUrl } from '../world/keep-media.ts'
import { type Edges, type GraphCall, type Services, success } from './call.ts'
import { checkProduct } from './messages/check.ts'
import { kindOf, mediaRules, plainType } from './messages/media-types.ts'

/** `POST /{phone-number-id}/media`: a file, as multipart form data. */
export function uploadMedia({ services, node, params, files }: GraphCall<'number'>): unknown {
  checkProduct(params.messaging_product)
  const { file } = files
  if (!file) throw badParam('The parameter file is required.')
  // what is said of the file in the form counts before what its part says
  const mimeType = typeof params.type === 'string' && params.type !== '' ? params.type : file.mimeType
  const kind = kindOf(mimeType)
  if (!kind) {
    const known = Object.values(mediaRules).flatMap(({ mimeTypes }) => mimeTypes)
    throw badParam(
      `Param file must be a file with one of the following types: ${known.join(', ')}. Received file of type '${plainType(mimeType)}'.`,
    )
  }
  const { maxBytes } = mediaRules[kind]
  if (file.bytes.length === 0) throw badParam('Param file must not be empty.')
  if (file.bytes.length > maxBytes) {
    throw whatsappError(131053, `The file has ${file.bytes.length} bytes; ${kind} may have at most ${maxBytes}.`)
  }
  const { id } = keepMedia(services.world, node.account, {
    phoneNumberId: node.number.id,
    mimeType: plainType(mimeType),
    bytes: file.bytes,
    filename: file.filename,
  })
  return { id }
}

/** The calls of an uploaded or received file. */
export const mediaEdges: Edges<'media'> = {
  GET: (call) => {
    const { services, media } = ofNumber(call)
    return {
      url: mediaUrl(services.origin(), services.world, media),
      mime_type: media.mimeType,
      sha256: media.sha256,
      file_size: String(media.bytes.length),
      id: media.id,
      messaging_product: 'whatsapp',
    }
  },

  DELETE: (call) => {
    const { services, media } = ofNumber(call)
    forgetMedia(services.world, media.id)
    return success
  },
}

/** With `phone_number_id`, only media of that number is found. */
function ofNumber({ services, node: { media }, params }: GraphCall<'media'>) {
  const asked = params.phone_number_id
  if (asked !== undefined && asked !== media.phoneNumberId) {
    throw badParam(`Param phone_number_id must be the phone number that the media belongs to - got "${String(asked)}".`)
  }
  return { services, media }
}

interface FileQuery {
  mid?: string
  hash?: string
}

/** The address of a file, which ends after five minutes and takes the account's token. */
export function mediaFiles(app: FastifyInstance, { world }: Services): void {
  app.get('/whatsapp_business/attachments/', (request, reply) => {
    const { mid = '', hash } = request.query as FileQuery
    const node = world.node(mid)
    const token = request.headers.authorization?.replace(/^(Bearer|OAuth)\s+/i, '')
    if (node?.kind !== 'media' || node.account.accessToken !== token) {
      return reply.code(401).type('text/plain').send('Bad authentication.')
    }
    if (node.media.urlToken !== hash || world.clock.now() > node.media.urlUntil) {
      return reply.code(404).type('text/plain').send('URL signature expired')
    }
    return reply.type(node.media.mimeType).send(node.media.bytes)
  })
}
