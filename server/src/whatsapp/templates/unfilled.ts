import { BadInput, type Problem } from '../../errors.ts'
import { fillTemplate } from './fill.ts'
import type { Given } from './given.ts'
import type { SentTemplate } from './meta.ts'
import { bareName } from './parameters.ts'
import { type RenderedTemplate, renderTemplate } from './render.ts'
import type { Template } from './types.ts'

interface Preview {
  rendered: RenderedTemplate
  template: SentTemplate | null
  problems: Problem[]
}

/** A template with what is given so far, and what a send would still miss. */
export function unfilled(template: Template, given: Given): Preview {
  try {
    const sent = fillTemplate(template, given)
    return { rendered: renderTemplate(template.components, sent.components), template: sent, problems: [] }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return { rendered: renderTemplate(template.components, partly(given)), template: null, problems: error.problems }
  }
}

/** The texts given so far, by name, whatever else is missing. */
const partly = ({ mapping = [], headerMapping = [], otpCode }: Given) =>
  (
    [
      ['header', headerMapping],
      ['body', otpCode === undefined ? mapping : [{ schemaPropertyName: '1', schemaPropertyValue: otpCode }]],
    ] as const
  ).map(([type, entries]) => ({
    type,
    parameters: entries.flatMap(({ schemaPropertyName, schemaPropertyValue }) =>
      schemaPropertyValue === undefined || schemaPropertyValue === null
        ? []
        : [
            {
              type: 'text' as const,
              text: String(schemaPropertyValue),
              parameter_name: bareName(String(schemaPropertyName)),
            },
          ],
    ),
  }))
