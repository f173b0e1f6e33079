import { fileTypeFromFile } from 'file-type'
import { UnsupportedMedia } from '../../errors.ts'

const mega = 1_048_576

interface Kind {
  extension: string
  /** the most that Meta takes, bytes */
  most: number
}

const image = (extension: string): Kind => ({ extension, most: 5 * mega })
const sound = (extension: string): Kind => ({ extension, most: 16 * mega })
const document = (extension: string): Kind => ({ extension, most: 100 * mega })

/**
 * What WhatsApp carries, by MIME type.
 * Source: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
 */
const kinds: Readonly<Record<string, Kind>> = {
  'image/jpeg': image('jpg'),
  'image/png': image('png'),
  'image/webp': { extension: 'webp', most: 500 * 1024 },
  'video/mp4': { extension: 'mp4', most: 16 * mega },
  'video/3gpp': { extension: '3gp', most: 16 * mega },
  'audio/aac': sound('aac'),
  'audio/amr': sound('amr'),
  'audio/mpeg': sound('mp3'),
  'audio/mp4': sound('m4a'),
  'audio/ogg': sound('ogg'),
  'text/plain': document('txt'),
  'application/pdf': document('pdf'),
  'application/msword': document('doc'),
  'application/vnd.ms-excel': document('xls'),
  'application/vnd.ms-powerpoint': document('ppt'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': document('docx'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': document('xlsx'),
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': document('pptx'),
}

/** What the bytes of a file are called elsewhere. */
const otherNames: Readonly<Record<string, string>> = { 'audio/x-m4a': 'audio/mp4', 'audio/opus': 'audio/ogg' }

/** Office files of before 2007 share one container: the name tells which they are. */
const oldOffice: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
}

export interface MediaType extends Kind {
  mimeType: string
}

/**
 * What a file is, by its bytes; by its name only where the bytes can't tell (plain text, old office files).
 * @throws UnsupportedMedia for what WhatsApp does not carry
 */
export async function typeOfFile(path: string, filename: string): Promise<MediaType> {
  const seen = await fileTypeFromFile(path)
  const ending = /\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''
  const mimeType =
    seen === undefined
      ? ending === 'txt' || ending === 'csv'
        ? 'text/plain'
        : undefined
      : seen.mime === 'application/x-cfb'
        ? oldOffice[ending]
        : (otherNames[bare(seen.mime)] ?? bare(seen.mime))
  const kind = mimeType === undefined ? undefined : kinds[mimeType]
  if (mimeType === undefined || kind === undefined) {
    const known = [...new Set(Object.values(kinds).map(({ extension }) => extension))].join(', ')
    throw new UnsupportedMedia(`The file is ${seen?.mime ?? 'of no known kind'}, which WhatsApp does not carry.`, {
      code: 'media_type',
      path: 'file',
      hint: `It carries ${known}.`,
    })
  }
  return { mimeType, ...kind }
}

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
export const bare = (mimeType: string): string => (mimeType.split(';')[0] ?? '').trim().toLowerCase()

/** What a browser may show in place; everything else is only offered for saving. */
export const isShown = (mimeType: string): boolean =>
  /^(image\/(jpeg|png|webp|gif)|video\/|audio\/)/.test(mimeType) || mimeType === 'application/pdf'
