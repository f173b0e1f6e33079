import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { prefersJson } from '../../http/accept.ts'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { type ReceivedFile, receiveFile } from '../../http/receive-file.ts'
import { sendBytes } from '../../http/send-bytes.ts'
import { contentDisposition } from './file-name.ts'
import { type Photos, toPhoto } from './service.ts'
import { Photo, PhotoForm, PhotoParams } from './types.ts'

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
          'x-produces': ['image/*'],
          response: { 200: envelope(Photo) },
        },
      },
      async (request, reply) => {
        const photo = await photos.find(request.scope, request.params.photoId)
        void reply.header('vary', 'accept, authorization')
        if (prefersJson(request.headers.accept)) return answer(toPhoto(photo))
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
