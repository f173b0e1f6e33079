import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { type ReceivedFile, receiveFile } from '../../http/receive-file.ts'
import { sendBytes } from '../../http/send-bytes.ts'
import { contentDisposition } from '../../platform/photos/file-name.ts'
import type { Plugins } from '../plugins/service.ts'
import { PluginParams } from '../plugins/types.ts'
import { isShown } from './kinds.ts'
import type { PublicMedia } from './public-media.ts'
import type { Media, MediaFile } from './service.ts'
import {
  AttachmentParams,
  AttachmentQuery,
  MediaObject,
  MediaParams,
  PublicMediaForm,
  PublicMediaParams,
  PublicMediaUrl,
} from './types.ts'

const mostBytes = 100 * 1_048_576

/** In this form alone: any other path of three parts is a wrong path. */
const publicPath = '/:team(^[0-9a-f-]{36}$)/:day(^\\d{4}-\\d{2}-\\d{2}$)/:file(^[0-9a-f-]{36}\\.[a-z0-9]{2,5}$)'

declare module 'fastify' {
  interface FastifyRequest {
    receivedMedia?: ReceivedFile
  }
}

interface Parts {
  media: Media
  publicMedia: PublicMedia
  plugins: Plugins
  incoming: string
}

export const mediaRoutes =
  ({ media, publicMedia, plugins, incoming }: Parts): Routes =>
  async (app) => {
    await app.register(multipart)
    const form = { field: 'file', textFields: ['filename'], mostBytes, folder: incoming }

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/upload-public-media',
      {
        config: { permission: 'messages.send' },
        schema: {
          summary: 'Upload a file for messages',
          description:
            'Answers an address that anybody may read, for the header of a template or the link of a message. What it is is read from its bytes.',
          tags: ['whatsapp'],
          consumes: ['multipart/form-data'],
          params: PluginParams,
          response: { 200: envelope(PublicMediaUrl) },
          'x-body': PublicMediaForm,
        },
        preHandler: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
          request.receivedMedia = await receiveFile(request, reply, form)
        },
      },
      async ({ scope, params, receivedMedia }) => {
        await plugins.connected(scope, params.pluginId)
        if (!receivedMedia) throw new Error('The file was not received before its handler ran.')
        return answer({ publicMediaUrl: await publicMedia.create(scope, receivedMedia) })
      },
    )

    app.get(
      publicPath,
      // an address to be followed, no call of the API
      { config: { permission: 'public' }, schema: { hide: true, params: PublicMediaParams } },
      async (request, reply) => {
        const { team, day, file } = request.params
        const found = await publicMedia.find(team, day, file)
        return sendMedia(request, reply, {
          ...found,
          // whoever has the address may keep it: it never names anything else
          cacheControl: 'public, max-age=31536000, immutable',
          read: (range) => publicMedia.read(team, found, range),
        })
      },
    )

    app.get(
      '/v1/whatsapp/:version/media/:mediaId',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: "Fetch Meta's object of a file",
          description: "Unwrapped, as Meta answers it; its url is this server's own and takes the same key.",
          tags: ['whatsapp'],
          params: MediaParams,
          response: { 200: MediaObject },
        },
      },
      async ({ scope, params }) => media.describe(scope, params.version, params.mediaId),
    )

    for (const edition of ['v1', 'v2']) {
      const bytes = {
        config: { permission: 'authenticated' as const },
        schema: { summary: 'Fetch the bytes of a file', tags: ['whatsapp'], 'x-produces': ['*/*'] },
      }
      app.get(
        `/${edition}/whatsapp/:version/media/:mediaId/show`,
        { ...bytes, schema: { ...bytes.schema, params: MediaParams } },
        async (request, reply) => sendMedia(request, reply, await media.open(request.scope, request.params.mediaId)),
      )
      app.get(
        `/${edition}/whatsapp/:version/media/whatsapp_business/attachments`,
        {
          ...bytes,
          schema: {
            ...bytes.schema,
            summary: 'Fetch the bytes of an attachment',
            params: AttachmentParams,
            querystring: AttachmentQuery,
          },
        },
        async (request, reply) => sendMedia(request, reply, await media.open(request.scope, request.query.mid)),
      )
    }
  }

function sendMedia(
  request: FastifyRequest,
  reply: FastifyReply,
  file: MediaFile & { cacheControl?: string },
): Promise<FastifyReply> {
  const disposition = contentDisposition(file.filename ?? 'file')
  void reply.header(
    'content-disposition',
    isShown(file.mimeType) ? disposition : disposition.replace(/^inline/, 'attachment'),
  )
  return sendBytes(request, reply, {
    contentType: file.mimeType,
    size: file.size,
    etag: `"${file.sha256.toString('base64url')}"`,
    ...(file.cacheControl && { cacheControl: file.cacheControl }),
    read: (range) => file.read(range),
  })
}
