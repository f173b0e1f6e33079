import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ErrorDetail } from '../../http/envelope.ts'
import type { Plugins } from '../plugins/service.ts'
import { PluginParams } from '../plugins/types.ts'
import { dropAbsent } from './absent.ts'
import { DraftSchema } from './draft-schema.ts'
import { givenFields } from './given-schema.ts'
import { RenderedTemplate, SentTemplateSchema } from './preview-schema.ts'
import { checkDraft } from './rules/check-draft.ts'
import type { Templates } from './service.ts'
import { showTemplate } from './shown.ts'
import { ProcessMapping, ShownTemplate, TemplateListMeta, TemplateQuery } from './types.ts'
import { unfilled } from './unfilled.ts'

const tags = ['whatsapp']
const ByTemplate = Type.Object({
  ...PluginParams.properties,
  templateId: Type.String({ description: "Meta's id of the template", maxLength: 40, pattern: '^\\d+$' }),
})
const base = '/v1/ext/plugin/whatsapp/:pluginId/templates'
const one = { 200: envelope(ShownTemplate) }

/** Templates as Nadi keeps them. */
export const templateRoutes =
  (templates: Templates, plugins: Plugins): Routes =>
  async (app) => {
    app.get(
      base,
      {
        config: { permission: 'messages.send' },
        schema: {
          summary: 'List message templates',
          description:
            'From what Nadi keeps of them: it follows Meta by webhook and reads the whole list anew every few hours.',
          tags,
          params: PluginParams,
          querystring: TemplateQuery,
          response: { 200: envelope(Type.Array(ShownTemplate), TemplateListMeta) },
        },
      },
      async ({ scope, params, query }) => {
        const page = await templates.list(scope, params.pluginId, query)
        const { templates: found, ...meta } = page
        return answer(found.map(showTemplate), meta)
      },
    )

    app.post(
      `${base}/refresh`,
      {
        config: { permission: 'plugins.manage' },
        schema: {
          summary: 'Read all message templates from Meta now',
          tags,
          params: PluginParams,
          response: { 200: envelope(Type.Object({ count: Type.Integer({ description: 'templates that Meta has' }) })) },
        },
      },
      async ({ scope, params }) =>
        answer(await templates.refresh(scope, await plugins.connected(scope, params.pluginId))),
    )

    app.post(
      `${base}/check`,
      {
        config: { permission: 'plugins.manage', readsOnly: true },
        schema: {
          summary: 'Check a message template before it is created',
          description:
            "By Meta's published rules: `problems` would be refused, `warnings` often lead to a rejection. Nothing is sent to Meta.",
          tags,
          params: PluginParams,
          body: DraftSchema,
          response: {
            200: envelope(
              Type.Object({
                isValid: Type.Boolean(),
                problems: Type.Array(ErrorDetail),
                warnings: Type.Array(ErrorDetail),
              }),
            ),
          },
        },
      },
      async ({ scope, params, body }) => {
        await plugins.get(scope, params.pluginId)
        const { problems, warnings } = checkDraft(body)
        return answer({ isValid: problems.length === 0, problems, warnings })
      },
    )

    app.get(
      `${base}/:templateId`,
      {
        config: { permission: 'messages.send' },
        schema: { summary: 'Fetch a message template', tags, params: ByTemplate, response: one },
      },
      async ({ scope, params }) => answer(showTemplate(await templates.get(scope, params.pluginId, params.templateId))),
    )

    app.put(
      `${base}/:templateId/process-mapping`,
      {
        config: { permission: 'plugins.manage' },
        schema: {
          summary: 'Say which attributes fill a message template',
          description: 'Used where the template is sent for a process and the caller leaves a parameter out.',
          tags,
          params: ByTemplate,
          body: Type.Object(
            {
              procedure: Type.String({
                description: 'short id or uuid of the procedure whose attributes are meant',
                examples: ['lead'],
              }),
              mapping: ProcessMapping,
            },
            { additionalProperties: false },
          ),
          response: one,
        },
      },
      async ({ scope, params, body }) =>
        answer(showTemplate(await templates.setMapping(scope, params.pluginId, params.templateId, body))),
    )

    app.post(
      `${base}/:templateId/preview`,
      {
        config: { permission: 'messages.send', readsOnly: true },
        preValidation: dropAbsent,
        schema: {
          summary: 'See a message template filled',
          description:
            'With what is given so far: `problems` say what a send would still miss, and such parameters stay as they are written.',
          tags,
          params: ByTemplate,
          body: Type.Object(givenFields, { additionalProperties: false }),
          response: {
            200: envelope(
              Type.Object({
                rendered: RenderedTemplate,
                template: Type.Union([SentTemplateSchema, Type.Null()], {
                  description: 'what Meta would get; null while something is missing',
                }),
                problems: Type.Array(ErrorDetail),
              }),
            ),
          },
        },
      },
      async ({ scope, params, body }) => {
        const template = await templates.get(scope, params.pluginId, params.templateId)
        return answer(unfilled(template, body))
      },
    )
  }
