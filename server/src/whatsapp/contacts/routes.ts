import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { ChatLists } from '../chats/list.ts'
import { ChatListMeta } from '../chats/list-request.ts'
import { Chat } from '../chats/types.ts'
import { paging } from '../listing/page.ts'
import type { ConsentBook } from './consent.ts'
import type { Contacts } from './service.ts'
import { ConsentWordChanges, ConsentWords, Contact, ContactChanges, ContactListMeta, ContactQuery } from './types.ts'

const tags = ['contacts']
const params = Type.Object({ contactId: Type.String({ format: 'uuid', description: 'uuid of the contact' }) })
const reads = { config: { permission: 'chats.read_own' } } as const
const manages = { config: { permission: 'model.manage' } } as const

export interface ContactParts {
  contacts: Contacts
  consent: ConsentBook
  chats: ChatLists
}

export const contactRoutes =
  ({ contacts, consent, chats }: ContactParts): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/contacts',
      {
        ...reads,
        schema: {
          summary: 'List contacts',
          description: 'Newest first. With `optedOut` those who refuse templates of a category.',
          tags,
          querystring: ContactQuery,
          response: { 200: envelope(Type.Array(Contact), ContactListMeta) },
        },
      },
      async ({ scope, query }) => {
        const page = await contacts.list(scope, query)
        return answer(page.contacts, page.meta)
      },
    )

    app.get(
      '/v1/ext/contact/:contactId',
      { ...reads, schema: { summary: 'Fetch a contact', tags, params, response: { 200: envelope(Contact) } } },
      async ({ scope, params: { contactId } }) => answer(await contacts.fetch(scope, contactId)),
    )

    app.put(
      '/v1/ext/contact/:contactId',
      {
        ...reads,
        schema: {
          summary: 'Update a contact',
          description:
            "The name that the team uses, and the contact's consent by category of template: noted with who set it, when and why.",
          tags,
          params,
          body: ContactChanges,
          response: { 200: envelope(Contact) },
        },
      },
      async ({ scope, params: { contactId }, body }) => answer(await contacts.update(scope, contactId, body)),
    )

    app.get(
      '/v1/ext/contact/:contactId/chats',
      {
        ...reads,
        schema: {
          summary: 'List the chats of a contact',
          tags,
          params,
          querystring: Type.Object(paging, { additionalProperties: false }),
          response: { 200: envelope(Type.Array(Chat), ChatListMeta) },
        },
      },
      async ({ scope, params: { contactId }, query }) => {
        await contacts.fetch(scope, contactId)
        const page = await chats.list(scope, { ...query, where: { contact: contactId } })
        return answer(page.chats, page.meta)
      },
    )

    app.get(
      '/v1/ext/consent-words',
      {
        ...reads,
        schema: {
          summary: 'Fetch the words by which customers give and refuse consent',
          tags,
          response: { 200: envelope(ConsentWords) },
        },
      },
      async ({ scope }) => answer(await consent.words(scope)),
    )

    app.put(
      '/v1/ext/consent-words',
      {
        ...manages,
        schema: {
          summary: 'Change the words by which customers give and refuse consent',
          description:
            'A message that is one of them as a whole changes what the customer wants; case, accents and punctuation make no difference.',
          tags,
          body: ConsentWordChanges,
          response: { 200: envelope(ConsentWords) },
        },
      },
      async ({ scope, body }) => answer(await consent.setWords(scope, body)),
    )

    app.delete(
      '/v1/ext/consent-words',
      {
        ...manages,
        schema: { summary: 'Go back to the usual words of consent', tags, response: { 200: envelope(ConsentWords) } },
      },
      async ({ scope }) => answer(await consent.resetWords(scope)),
    )
  }
