import type { Chat, MessageTemplate } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { keyOf, type TemplateValues } from '../../templates/filling.ts'
import { asText } from '../../values/as-text.ts'

/** What the chat's process says for the parameters of a template, by the template's mapping. On one line, as Meta takes it. */
export function useProcessValues(chat: Chat, template: MessageTemplate | undefined): TemplateValues {
  const { i18n } = useTranslation()
  const model = useTeamModel()
  const procedure = chat.procedure === null ? undefined : model.procedure(chat.procedure)
  const found = useQuery({
    ...callOf('GET /v1/ext/procedure/{procedure}/process/{processId}', {
      path: { procedure: chat.procedure ?? '', processId: chat.process ?? '' },
    }),
    enabled: procedure !== undefined && chat.process !== null,
  })
  const process = found.data?.data
  return useMemo(() => {
    if (!template || !procedure || !process) return {}
    const attributes = new Map(model.attributesOf(procedure.id).map((each) => [each.shortId, each]))
    return Object.fromEntries(
      template.parameters.flatMap((parameter) => {
        const attribute = attributes.get(template.processMapping[parameter.place] ?? '')
        const value = attribute && process.data[attribute.shortId]
        if (!attribute || value === undefined) return []
        const text = asText(attribute, value, { language: i18n.language, model })
        return [[keyOf(parameter), text.replaceAll(/\s+/g, ' ').trim()]]
      }),
    )
  }, [template, procedure, process, model, i18n.language])
}
