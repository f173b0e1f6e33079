import type { FastifyReply, FastifyRequest } from 'fastify'
import { BadInput, NadiError } from '../../errors.ts'
import { prefersJson } from '../../http/accept.ts'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { donePage, formPage, gonePage, type Page } from './page.ts'
import type { Partner } from './service.ts'
import { type ConnectForm, MadeConnectToken, NewConnectToken } from './types.ts'

const tags = ['whatsapp']
const path = '/v1/ext/whatsapp-partner/connect'
/** a page for people: the document of the API is for programs */
const shownToPeople = { config: { permission: 'public' }, schema: { hide: true } } as const

export const partnerRoutes =
  ({ partner, signup }: { partner: Partner; signup: { appId: string; configId: string } | null }): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/whatsapp-partner/create-connect-token',
      {
        config: { permission: 'plugins.manage', answersSecret: true },
        schema: {
          summary: 'Make a link by which a client connects an account',
          description:
            'The client opens `connectUrl` within an hour and gives the account; the page ends with the ids of what was connected.',
          tags,
          body: NewConnectToken,
          response: { 200: envelope(MadeConnectToken) },
        },
      },
      async ({ scope, body }) => answer(await partner.createToken(scope, body)),
    )

    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )

    app.get(path, shownToPeople, async (request, reply) => {
      try {
        const { name, wabaId } = await partner.find(tokenOf(request))
        return sendPage(reply, 200, formPage({ name, wabaId, problems: [], filled: {}, signup }))
      } catch (error) {
        if (!(error instanceof NadiError)) throw error
        return sendPage(reply, error.status, gonePage(error.problems))
      }
    })

    app.post(path, shownToPeople, async (request, reply) => {
      const isJson =
        prefersJson(request.headers.accept) || request.headers['content-type']?.startsWith('application/json')
      try {
        const connected = await partner.connect(tokenOf(request), readForm(request.body))
        if (!isJson) return sendPage(reply, 200, donePage(connected))
        return { ...connected, ...answer(connected) }
      } catch (error) {
        if (isJson || !(error instanceof NadiError)) throw error
        return sendPage(reply, error.status, await again(request, error))
      }
    })

    /** The form once more, with what was wrong; or the word that the link is used up. */
    async function again(request: FastifyRequest, { problems }: NadiError): Promise<Page> {
      if (problems.some(({ code }) => code === 'connect_token_not_valid')) return gonePage(problems)
      const { name, wabaId } = await partner.find(tokenOf(request))
      const { wabaId: given, appId } = fieldsOf(request.body)
      return formPage({ name, wabaId, problems, filled: { wabaId: given ?? '', appId: appId ?? '' }, signup })
    }
  }

const tokenOf = ({ url }: FastifyRequest): string =>
  new URLSearchParams(url.split('?')[1] ?? '').get('connectToken') ?? ''

const fields = ['wabaId', 'accessToken', 'appId', 'appSecret', 'code'] as const

function fieldsOf(body: unknown): Partial<Record<(typeof fields)[number], string>> {
  const given = (body ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    fields.flatMap((name) =>
      typeof given[name] === 'string' && given[name].trim() ? [[name, given[name].trim()]] : [],
    ),
  )
}

function readForm(body: unknown): ConnectForm {
  const { wabaId, accessToken = '', appId, appSecret, code } = fieldsOf(body)
  if (!wabaId || !/^\d{1,32}$/.test(wabaId)) {
    throw new BadInput('The account ID must be a number.', { code: 'required', path: 'wabaId' })
  }
  if (!code && !/^[\x21-\x7e]{1,2000}$/.test(accessToken)) {
    throw new BadInput('The access token is required: letters and digits, without spaces.', {
      code: 'required',
      path: 'accessToken',
    })
  }
  if (appId && !/^\d{1,32}$/.test(appId)) throw new BadInput('The app ID must be a number.', { path: 'appId' })
  return { wabaId, accessToken, ...(appId && { appId }), ...(appSecret && { appSecret }), ...(code && { code }) }
}

function sendPage(reply: FastifyReply, status: number, { html, policy }: Page): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' })
    .send(html)
}
