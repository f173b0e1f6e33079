import sharp, { type Sharp } from 'sharp'

/** A picture with some detail, so that its file has a body to break. */
export const picture = (width = 60, height = 40): Sharp => {
  const pixels = Buffer.alloc(width * height * 3)
  for (let index = 0; index < pixels.length; index++) pixels[index] = (index * 7919) % 251
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

export interface Upload {
  /** of the form; the photo's unless said otherwise */
  field?: string
  bytes: Buffer
  name?: string
  type?: string
  fields?: Record<string, string>
}

/** The form of an upload; a new one has a new boundary. */
export function formOf({
  bytes,
  name = 'front-door.jpg',
  type = 'application/octet-stream',
  fields = {},
  field = 'photo',
}: Upload): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set(field, new Blob([new Uint8Array(bytes)], { type }), name)
  return form
}
