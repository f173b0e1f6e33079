/** Small files that are what they claim to be, for customers who send something without a test having a file at hand. */
export interface SampleFile {
  mimeType: string
  filename: string
  bytes: Buffer
}

/** One transparent pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** One transparent pixel. */
const webp = 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA='

/** A silent Ogg page that opens an Opus stream. */
const ogg = 'T2dnUwACAAAAAAAAAAABAAAAAAAAAKpKQxkBE09wdXNIZWFkAQE4AYC7AAAAAAA='

/** The first box of an MP4 file. */
const mp4 = 'AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t'

const pdf = `%PDF-1.1
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`

const from = (base64: string): Buffer => Buffer.from(base64, 'base64')

export const sampleFiles = {
  image: { mimeType: 'image/png', filename: 'picture.png', bytes: from(png) },
  sticker: { mimeType: 'image/webp', filename: 'sticker.webp', bytes: from(webp) },
  audio: { mimeType: 'audio/ogg', filename: 'audio.ogg', bytes: from(ogg) },
  video: { mimeType: 'video/mp4', filename: 'video.mp4', bytes: from(mp4) },
  document: { mimeType: 'application/pdf', filename: 'document.pdf', bytes: Buffer.from(pdf) },
} satisfies Record<string, SampleFile>
