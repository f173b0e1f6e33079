import type { MetaParameter, SentComponent } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { type RenderedTemplate, renderTemplate } from '../../../../../server/src/whatsapp/templates/render.ts'
import { type Draft, type DraftCard, isNamed } from './draft.ts'
import { toMeta } from './to-meta.ts'

/** The draft as its reader would see it, filled with its examples. */
export function previewOf(draft: Draft): RenderedTemplate {
  const { header, category, cards } = draft
  const named = isNamed(draft)
  const isCode = category === 'AUTHENTICATION'
  const sent: SentComponent[] = [
    {
      type: 'header',
      parameters: header.example.trim()
        ? parametersOf(header.text).map((name) => textOf(name, header.example, named))
        : [],
    },
    isCode ? { type: 'body', parameters: [{ type: 'text', text: '482913' }] } : filledBody(draft, named),
    {
      type: 'carousel',
      cards: cards.map((card, index) => ({ card_index: index, components: [mediaOf(card), filledBody(card, named)] })),
    },
  ]
  const rendered = renderTemplate(toMeta(draft).components, sent)
  return isCode
    ? { ...rendered, buttons: rendered.buttons.map((button) => ({ ...button, text: button.text || 'Copy code' })) }
    : rendered
}

const textOf = (name: string, text: string, named: boolean): MetaParameter => ({
  type: 'text',
  text,
  ...(named && { parameter_name: name }),
})

const filledBody = ({ body, examples }: Pick<Draft, 'body' | 'examples'>, named: boolean): SentComponent => ({
  type: 'body',
  parameters: parametersOf(body).map((name) => textOf(name, examples[name]?.trim() || `{{${name}}}`, named)),
})

function mediaOf({ media: { kind, link } }: DraftCard): SentComponent {
  const shown = link === null ? {} : { link }
  return {
    type: 'header',
    parameters: [kind === 'VIDEO' ? { type: 'video', video: shown } : { type: 'image', image: shown }],
  }
}
