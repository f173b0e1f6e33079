import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp, { type Metadata } from 'sharp'
import { BadInput, UnsupportedMedia } from '../../errors.ts'
import { Gate } from '../../gate.ts'

export interface Picture {
  contentType: string
  extension: string
  /** pixels, as seen: after the turn that the camera noted */
  width: number
  height: number
}

const formats: Record<string, { contentType: string; extension: string }> = {
  jpeg: { contentType: 'image/jpeg', extension: 'jpg' },
  png: { contentType: 'image/png', extension: 'png' },
  webp: { contentType: 'image/webp', extension: 'webp' },
  gif: { contentType: 'image/gif', extension: 'gif' },
  tiff: { contentType: 'image/tiff', extension: 'tif' },
  avif: { contentType: 'image/avif', extension: 'avif' },
}

/** A small file can claim to be an enormous picture: it is refused by what its head says, before its pixels are made. */
export const mostPixels = 100_000_000

// a picture of that size takes some hundred megabytes while it is looked at
const gate = new Gate(2)
sharp.cache(false)

/**
 * Reads what a file really is, by its content, and that all of it is there.
 * @throws UnsupportedMedia for what is no picture of a known kind, BadInput for a broken or an oversized one
 */
export function lookAt(path: string): Promise<Picture> {
  return gate.pass(async () => {
    const { format, compression, width, height, orientation = 1 } = await readHead(path)
    const known = formats[format === 'heif' && compression === 'av1' ? 'avif' : format]
    if (!known) throw unsupported(format === 'heif' ? 'HEIC' : format.toUpperCase())
    if (width * height > mostPixels) {
      throw new BadInput(`The photo has ${width} × ${height} pixels, more than ${mostPixels / 1_000_000} megapixels.`, {
        code: 'too_many_pixels',
        path: 'photo',
        hint: 'Send a smaller one.',
      })
    }
    await readAll(path)
    // the four orientations from 5 on lie on their side: https://exiftool.org/TagNames/EXIF.html
    return { ...known, ...(orientation >= 5 ? { width: height, height: width } : { width, height }) }
  })
}

async function readHead(path: string): Promise<Metadata> {
  try {
    // counts come before pixels here, so the limit is ours to explain
    return await sharp(path, { limitInputPixels: false }).metadata()
  } catch {
    // libvips knows several hundred ways to not understand a file
    throw unsupported(undefined)
  }
}

/** Decodes the whole picture to a small one: a file that breaks off or holds nonsense fails here. */
async function readAll(path: string): Promise<void> {
  try {
    await sharp(path, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
      .resize(64, 64, { fit: 'inside' })
      .raw()
      .toBuffer()
  } catch (error) {
    throw new BadInput(`The photo is broken: ${(error as Error).message.split('\n')[0]}.`, {
      code: 'broken_photo',
      path: 'photo',
      hint: 'Send the file again, whole.',
    })
  }
}

/** pixels of the longer side */
export const smallEdge = 320

/** The picture as a small WebP, turned as it is seen, so that a list of photos needs no more than it shows. Every browser can show it, whatever it was. */
export function makeSmall(read: () => Promise<Readable>): Promise<Buffer> {
  return gate.pass(async () =>
    sharp(await buffer(await read()), { limitInputPixels: mostPixels })
      .autoOrient()
      .resize(smallEdge, smallEdge, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer(),
  )
}

const unsupported = (kind: string | undefined): UnsupportedMedia =>
  new UnsupportedMedia(
    kind ? `The photo is ${kind}, which is not taken.` : 'The photo is not a picture of a kind that is taken.',
    { path: 'photo', hint: 'Send JPEG, PNG, WebP, GIF, AVIF or TIFF.' },
  )
