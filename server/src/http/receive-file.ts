import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { BadInput, NadiError, TooLarge } from '../errors.ts'

/** A file that came as `multipart/form-data` and lies in a temporary place until the request ends. */
export interface ReceivedFile {
  path: string
  size: number
  sha256: Buffer
  /** as the sender called it; it may hold anything */
  filename: string | undefined
  /** the text fields beside it */
  fields: Readonly<Record<string, string>>
}

export interface FileForm {
  /** the field that holds the file */
  field: string
  textFields: readonly string[]
  mostBytes: number
  /** where the file lies meanwhile */
  folder: string
}

const mostFieldBytes = 1_000

/**
 * Reads a form with one file as it streams in; the file never stands in memory as a whole. Runs before the handler, so that a slow sender
 * holds no transaction open. What the form says becomes the request's fingerprint: a repeat has another boundary, so its bytes differ.
 */
export async function receiveFile(request: FastifyRequest, reply: FastifyReply, form: FileForm): Promise<ReceivedFile> {
  if (!request.isMultipart()) {
    throw new BadInput(`The body must be multipart/form-data with the file in "${form.field}".`, { path: form.field })
  }
  // a form has some bytes beside its file
  if (Number(request.headers['content-length']) > form.mostBytes + 100_000) throw tooLarge(form)
  await mkdir(form.folder, { recursive: true, mode: 0o700 })
  const target = path.join(form.folder, randomUUID())
  reply.raw.once('close', () => void rm(target, { force: true }))
  try {
    const received = await readForm(request, form, target)
    request.fingerprint?.update(
      JSON.stringify([received.sha256.toString('hex'), received.filename, Object.entries(received.fields).sort()]),
    )
    return received
  } catch (error) {
    // the sender hears why only after it has sent all
    request.raw.unpipe()
    request.raw.resume()
    if (error instanceof NadiError || (error as NodeJS.ErrnoException).syscall) throw error
    throw new BadInput(`The body is not a whole multipart form: ${(error as Error).message}.`, {
      code: 'not_multipart',
    })
  }
}

async function readForm(request: FastifyRequest, form: FileForm, target: string): Promise<ReceivedFile> {
  const limits = { files: 1, fields: form.textFields.length + 1, fieldSize: mostFieldBytes, fileSize: form.mostBytes }
  const fields: Record<string, string> = {}
  let file: Pick<ReceivedFile, 'size' | 'sha256' | 'filename'> | undefined
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      fields[part.fieldname] = checkText(part, form)
      continue
    }
    if (part.fieldname !== form.field) throw unknownField(part.fieldname, form)
    file = { ...(await save(part, target, form)), filename: part.filename }
  }
  if (!file) throw new BadInput(`"${form.field}" is required: a file.`, { code: 'required', path: form.field })
  return { path: target, fields, ...file }
}

async function save(part: MultipartFile, target: string, form: FileForm): Promise<{ size: number; sha256: Buffer }> {
  const hash = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(part.file, count, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
  if (part.file.truncated) throw tooLarge(form)
  return { size, sha256: hash.digest() }
}

function checkText(part: Exclude<Multipart, MultipartFile>, form: FileForm): string {
  const name = part.fieldname
  if (name === form.field) {
    throw new BadInput(`"${name}" must be a file, not text.`, {
      path: name,
      hint: `Send it as a part with a filename: curl -F ${name}=@picture.jpg`,
    })
  }
  if (!form.textFields.includes(name)) throw unknownField(name, form)
  if (part.valueTruncated || typeof part.value !== 'string') {
    throw new BadInput(`"${name}" must be text of at most ${mostFieldBytes} bytes.`, { path: name })
  }
  return part.value
}

const unknownField = (name: string, form: FileForm): BadInput =>
  new BadInput(`"${name}" is not a field here.`, {
    code: 'unknown_field',
    path: name,
    hint: `The fields are ${[form.field, ...form.textFields].join(', ')}.`,
  })

const tooLarge = (form: FileForm): TooLarge =>
  new TooLarge(`"${form.field}" is larger than ${form.mostBytes / 1_000_000} MB, the most that this call takes.`, {
    path: form.field,
  })
