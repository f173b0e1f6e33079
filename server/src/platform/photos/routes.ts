import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { prefersJson } from '../../http/accept.ts'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { type ReceivedFile, receiveFile } from '../../http/receive-file.ts'
import { sendBytes } from '../../http/send-bytes.ts'
import { contentDisposition } from './file-name.ts'
import { type Photos, toPhoto } from './service.ts'
import type { StoredPhoto } from './store.ts'
import { Photo, PhotoForm, PhotoParams, PhotoQuery } from './types.ts'

const mostBytes = 100_000_000

declare module 'fastify' {
  interface FastifyRequest {
    receivedPhoto?: ReceivedFile
  }
}

export const photoRoutes =
  (photos: Photos, { incoming }: { incoming: string }): Routes =>
  async (app) => {
    await app.register(multipart)
    const form = { field: 'photo', textFields: ['filename', 'filetype'], mostBytes, folder: incoming }
    const preHandler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      request.receivedPhoto = await receiveFile(request, reply, form)
    }
    const received = ({ receivedPhoto }: FastifyRequest): ReceivedFile => {
      if (!receivedPhoto) throw new Error('The photo was not received before its handler ran.')
      return receivedPhoto
    }
    /** A photo never changes, and so its small form need not be made for the same client again. */
    const sendSmall = async (
      request: FastifyRequest,
      reply: FastifyReply,
      photo: StoredPhoto,
    ): Promise<FastifyReply> => {
      const bytes = await photos.readSmall(photo)
      return sendBytes(request, reply, {
        contentType: 'image/webp',
        size: bytes.length,
        etag: `"${photo.sha256.toString('base64url')}-small"`,
        cacheControl: 'private, max-age=31536000, immutable',
        read: async (range) => Readable.from(range ? bytes.subarray(range.start, range.end + 1) : bytes),
      })
    }
    const upload = {
      tags: ['photo'],
      consumes: ['multipart/form-data'],
      description: 'The kind of picture is read from its content, its size is measured, and it is kept as it came.',
      response: { 200: envelope(Photo) },
      'x-body': PhotoForm,
    }

    app.post(
      '/v1/ext/photo',
      { config: { permission: 'procedure.write' }, schema: { ...upload, summary: 'Upload a photo' }, preHandler },
      async (request) => answer(await photos.create(request.scope, received(request))),
    )

    app.post(
      '/v1/ext/photo/:photoId',
      {
        config: { permission: 'procedure.write' },
        schema: {
          ...upload,
          summary: 'Upload a photo under an id of your own',
          description: `${upload.description} Sent again with the same content it is the same photo; with other content it is a 409.`,
          params: PhotoParams,
        },
        preHandler,
      },
      async (request) => answer(await photos.create(request.scope, received(request), request.params.photoId)),
    )

    app.get(
      '/v1/ext/photo/:photoId',
      {
        config: { permission: 'procedure.read' },
        schema: {
          tags: ['photo'],
          summary: 'Fetch a photo',
          description:
            'Answers the bytes of the picture; to a client that asks for application/json, and not as much for pictures, the photo object.',
          params: PhotoParams,
          querystring: PhotoQuery,
          'x-produces': ['image/*'],
          response: { 200: envelope(Photo) },
        },
      },
      async (request, reply) => {
        const photo = await photos.find(request.scope, request.params.photoId)
        void reply.header('vary', 'accept, authorization, cookie')
        if (prefersJson(request.headers.accept)) return answer(toPhoto(photo))
        if (request.query.size === 'small') return sendSmall(request, reply, photo)
        void reply.header('content-disposition', contentDisposition(photo.filename))
        return sendBytes(request, reply, {
          contentType: photo.filetype,
          size: photo.size,
          etag: `"${photo.sha256.toString('base64url')}"`,
          read: (range) => photos.read(photo, range),
        })
      },
    )
  }
