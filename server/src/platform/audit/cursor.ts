import { BadInput } from '../../errors.ts'

/** Where a page ended: the order of events is that of their transactions. */
export interface Position {
  position: number
  eventId: string
}

export const writeCursor = ({ position, eventId }: Position): string =>
  Buffer.from(`${position}.${eventId}`).toString('base64url')

export function readCursor(text: string): Position {
  const [, position, eventId] =
    /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (position === undefined || eventId === undefined) {
    throw new BadInput('"cursor" is not one that this call gave.', {
      code: 'bad_cursor',
      path: 'cursor',
      hint: 'Pass _meta.cursor of the page before as it is, or leave it out.',
    })
  }
  return { position: Number(position), eventId }
}
