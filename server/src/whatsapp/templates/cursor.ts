import { BadInput } from '../../errors.ts'

interface Place {
  name: string
  language: string
}

export const writeCursor = ({ name, language }: Place): string =>
  Buffer.from(`${name} ${language}`).toString('base64url')

export function readCursor(text: string): Place {
  const [, name, language] = /^(\S{1,600}) (\S{1,40})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (name === undefined || language === undefined || `${name}${language}`.includes('\0')) {
    throw new BadInput('"cursor" is not one that this call gave.', {
      code: 'bad_cursor',
      path: 'cursor',
      hint: 'Pass _meta.nextCursor of the page before as it is, or leave it out.',
    })
  }
  return { name, language }
}
