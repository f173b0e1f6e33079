import { NotFound } from '../../errors.ts'

/** Also where there is one that the role does not reach. */
export const noSuchChat = (id: string): NotFound =>
  new NotFound(`There is no chat ${id}, or none that your role reaches.`, { hint: 'POST /v1/ext/chat lists chats.' })
