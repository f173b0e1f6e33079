/** `{{contact.name}}`, with or without spaces inside. */
const variable = /\{\{\s*([\p{L}\p{N}_.-]{1,160})\s*\}\}/gu

/** What stands in a variable's place, or why nothing does. */
export type Filled = { text: string } | { reason: string }

export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(variable)].map(([, name = '']) => name)),
]

export const fillIn = (text: string, values: ReadonlyMap<string, Filled>): string =>
  text.replaceAll(variable, (_whole, name: string) => {
    const value = values.get(name)
    return value && 'text' in value ? value.text : ''
  })
