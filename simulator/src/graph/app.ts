import { badParam } from '../graph-error.ts'
import type { Edges, GraphCall } from './call.ts'

const uploadTypes = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4']

/** Calls of the app itself. */
export const appEdges: Edges<'app'> = {
  GET: ({ node: { account } }) => ({
    id: account.appId,
    name: account.name,
    link: `https://www.facebook.com/games/?app_id=${account.appId}`,
  }),

  /** Begins an upload: https://developers.facebook.com/docs/graph-api/guides/upload */
  'POST uploads': ({ services: { world }, node: { account }, params }) => {
    const length = Number(params.file_length)
    if (!Number.isInteger(length) || length < 1) throw badParam('The parameter file_length is required.')
    const type = String(params.file_type ?? '')
    if (!uploadTypes.includes(type)) {
      throw badParam(`Param file_type must be one of {${uploadTypes.join(', ')}} - got "${type}".`)
    }
    const upload = world.uploads.begin({ length, mimeType: type, filename: params.file_name as string | undefined })
    world.addNode(upload.id, { kind: 'upload', account, upload })
    return { id: `${upload.id}?sig=${upload.signature}` }
  },
}

/** An upload under way; its bytes come with `file_offset` as a header. */
export const uploadEdges: Edges<'upload'> = {
  GET: (call) => {
    const { upload } = checkSignature(call)
    return { id: upload.id, file_offset: upload.bytes.length }
  },

  POST: (call) => {
    const { upload } = checkSignature(call)
    const { services, raw, headers, files } = call
    const bytes = raw ?? files.file?.bytes ?? files.source?.bytes
    if (!bytes) throw badParam('The body must be the bytes of the file.')
    const offset = Number(headers.file_offset ?? 0)
    if (offset !== upload.bytes.length) {
      throw badParam(
        `The header file_offset must be ${upload.bytes.length}, which is how much has arrived - got ${offset}.`,
      )
    }
    const whole = Buffer.concat([upload.bytes, bytes])
    if (whole.length > upload.length) throw badParam(`The file is longer than its file_length of ${upload.length}.`)
    upload.bytes = whole
    if (whole.length < upload.length) return { id: upload.id, file_offset: whole.length }
    return { h: services.world.uploads.finish(upload) }
  },
}

function checkSignature({ node: { upload }, query }: GraphCall<'upload'>) {
  if (query.sig !== upload.signature) throw badParam('The address of the upload has a wrong signature.')
  return { upload }
}
