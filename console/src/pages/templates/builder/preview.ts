import type { SentComponent } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { type RenderedTemplate, renderTemplate } from '../../../../../server/src/whatsapp/templates/render.ts'
import { type Draft, isNamed } from './draft.ts'
import { toMeta } from './to-meta.ts'

/** The draft as its reader would see it, filled with its examples. */
export function previewOf(draft: Draft): RenderedTemplate {
  const named = isNamed(draft)
  const text = (name: string, value: string | undefined) =>
    value?.trim() ? [{ type: 'text' as const, text: value, ...(named && { parameter_name: name }) }] : []
  const isCode = draft.category === 'AUTHENTICATION'
  const sent: SentComponent[] = [
    { type: 'header', parameters: parametersOf(draft.header.text).flatMap((name) => text(name, draft.header.example)) },
    {
      type: 'body',
      parameters: isCode
        ? [{ type: 'text', text: '482913' }]
        : parametersOf(draft.body).flatMap((name) => [
            {
              type: 'text' as const,
              text: draft.examples[name]?.trim() || `{{${name}}}`,
              ...(named && { parameter_name: name }),
            },
          ]),
    },
  ]
  const rendered = renderTemplate(toMeta(draft).components, sent)
  return isCode
    ? { ...rendered, buttons: rendered.buttons.map((button) => ({ ...button, text: button.text || 'Copy code' })) }
    : rendered
}
