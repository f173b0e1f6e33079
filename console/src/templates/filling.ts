import type { MessageTemplate, TemplateFilling } from '@nadi/sdk'

export type TemplateParameter = MessageTemplate['parameters'][number]
/** `keyOf` a parameter → what was typed for it */
export type TemplateValues = Readonly<Record<string, string>>

export const keyOf = ({ field, name }: TemplateParameter): string => (name === null ? field : `${field} ${name}`)

/** What was typed for a template's parameters, in the fields of a send. */
export function fillingOf(parameters: readonly TemplateParameter[], values: TemplateValues): TemplateFilling {
  const filling: Record<string, unknown> = {}
  const cards: Record<string, unknown>[] = []
  for (const parameter of parameters) {
    const value = values[keyOf(parameter)] ?? ''
    const [first = '', index = '', inCard = ''] = parameter.field.split('.')
    const isOfCard = first === 'cards'
    if (isOfCard) cards[Number(index)] ??= {}
    if (value.trim() === '') continue
    const target = isOfCard ? (cards[Number(index)] ?? {}) : filling
    const field = isOfCard ? inCard : first
    if (parameter.name === null) target[field] = parameter.kind === 'time' ? Number(value) : value
    else {
      const entry = { schemaPropertyName: parameter.name, schemaPropertyValue: value }
      target[field] = [...((target[field] as object[] | undefined) ?? []), entry]
    }
  }
  return { ...filling, ...(cards.length > 0 && { cards: [...cards].map((card) => card ?? {}) }) }
}
