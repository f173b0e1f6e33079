const form = /\{\{\s*([^{}\s]+)\s*\}\}/g

/** The parameters of a text, each once, in their order: `['1', '2']` or `['first_name']`. */
export function parametersOf(text: string | undefined): string[] {
  return [...new Set([...(text ?? '').matchAll(form)].map(([, name = '']) => name))]
}

/** The text with its parameters filled; one without a value stays as it is written. */
export function fillText(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(form, (whole, name: string) => values.get(name) ?? whole)
}

/** A parameter's name as callers write it: `1`, `{{1}}`, ` name `. */
export const bareName = (name: string): string => name.trim().replace(/^\{\{\s*(.*?)\s*\}\}$/, '$1')
