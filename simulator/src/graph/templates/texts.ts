import type { GraphError } from '../../graph-error.ts'
import { parametersOf, type Template, type TemplateComponent } from '../../world/template.ts'
import { missingFields, templateError, tooLong, wrongBody, wrongFooter, wrongHeader } from './errors.ts'

type Format = Template['parameterFormat']

/** Rules of texts: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components */
export function checkHeader(header: TemplateComponent, format: Format, isHandle: (handle: string) => boolean): void {
  const formats = ['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION', 'PRODUCT']
  if (!header.format || !formats.includes(header.format)) {
    throw wrongHeader(`The header's format must be one of ${formats.join(', ')}.`)
  }
  if (header.format === 'LOCATION' || header.format === 'PRODUCT') return
  if (header.format !== 'TEXT') {
    const handle = header.example?.header_handle?.[0]
    if (!handle) {
      throw missingFields(
        `A header of format ${header.format} needs an example with a header_handle from the resumable upload.`,
      )
    }
    if (!isHandle(handle)) {
      throw templateError(2494102, 'Invalid media handle', 'The header_handle is not a handle of a finished upload.')
    }
    return
  }
  const text = required(header.text, 'header')
  if ([...text].length > 60) throw tooLong('header', 60)
  if (/[\n*_~`]|\p{Extended_Pictographic}/u.test(text)) {
    throw wrongHeader('The header must not have line breaks, formatting characters or emojis.')
  }
  checkParameters(text, format, 1, wrongHeader)
  if (parametersOf(text).length > 0) {
    const examples = format === 'NAMED' ? header.example?.header_text_named_params : header.example?.header_text
    checkExamples(examples?.length ?? 0, 1, 'header')
  }
}

export function checkBody(body: TemplateComponent, format: Format, isCard: boolean): void {
  const text = required(body.text, 'body')
  const limit = isCard ? 160 : 1024
  if ([...text].length > limit) throw tooLong('body', limit)
  if (/\n{3,}|\t| {5,}/.test(text)) {
    throw wrongBody(
      'The body must not have tabs, more than two line breaks in a row, or more than four spaces in a row.',
    )
  }
  checkParameters(text, format, Number.POSITIVE_INFINITY, wrongBody)
  const names = parametersOf(text)
  if (names.length === 0) return
  if (/^\s*\{\{|\}\}\s*[.!?]?\s*$/.test(text)) {
    throw templateError(
      2388299,
      'Variables can’t be at the start or end of the template',
      'The body must not begin or end with a parameter.',
    )
  }
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0
  if (words < names.length * 2) {
    throw templateError(
      2388293,
      'This template has too many variables for its length',
      `The body has ${names.length} parameters and ${words} words: reduce the parameters or write more around them.`,
    )
  }
  checkExamples(exampleCount(body, format), names.length, 'body')
}

function exampleCount({ example }: TemplateComponent, format: Format): number {
  if (format === 'NAMED') return example?.body_text_named_params?.length ?? 0
  const texts = example?.body_text
  return (Array.isArray(texts?.[0]) ? texts[0] : texts)?.length ?? 0
}

export function checkFooter(footer: TemplateComponent): void {
  const text = required(footer.text, 'footer')
  if ([...text].length > 60) throw tooLong('footer', 60)
  if (parametersOf(text).length > 0) throw wrongFooter('The footer must not have parameters.')
}

function required(text: unknown, place: string): string {
  if (typeof text !== 'string' || text.trim() === '') throw missingFields(`The ${place} needs a text.`)
  return text
}

/** Parameters are `{{1}}`, `{{2}}` … in order, or lower-case names. */
function checkParameters(text: string, format: Format, most: number, wrong: (message: string) => GraphError): void {
  const written = [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name]) => (name ?? '').trim())
  if (/\{\{[^}]*$|\{[^{}]+\}(?!\})/.test(text.replace(/\{\{[^}]*\}\}/g, ''))) {
    throw wrong('Parameters must be written with two braces on each side.')
  }
  const names = [...new Set(written)]
  if (names.length > most) throw wrong(`At most ${most} parameter(s) may stand here.`)
  if (format === 'NAMED') {
    const bad = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name))
    if (bad !== undefined)
      throw wrong(`The parameter {{${bad}}} must have a name of lower-case letters, digits and underscores.`)
    return
  }
  const bad = names.find((name) => !/^\d+$/.test(name))
  if (bad !== undefined)
    throw wrong(`The parameter {{${bad}}} must be a number in double braces, or parameter_format NAMED.`)
  for (const [index, name] of names
    .map(Number)
    .sort((one, other) => one - other)
    .entries()) {
    if (name !== index + 1) throw wrong('Parameters must be numbered {{1}}, {{2}} … without gaps.')
  }
}

function checkExamples(given: number, expected: number, place: string): void {
  if (given !== expected) {
    throw missingFields(`The ${place} has ${expected} parameter(s) and examples for ${given}: give one for each.`)
  }
}
