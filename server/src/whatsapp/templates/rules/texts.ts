import type { MetaComponent } from '../meta.ts'
import { parametersOf } from '../parameters.ts'
import type { DraftFindings } from './findings.ts'

const emoji = /\p{Extended_Pictographic}/gu
const mediaFormats = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF']
const formats = ['TEXT', ...mediaFormats, 'LOCATION', 'PRODUCT']

export interface TextRules {
  /** where the component stands: `components.0` */
  path: string
  isNamed: boolean
  findings: DraftFindings
}

export function checkHeader(header: MetaComponent, rules: TextRules): void {
  const { path, findings } = rules
  const format = header.format?.toUpperCase() ?? ''
  if (!formats.includes(format)) {
    findings.refuse('bad_format', `${path}.format`, `The header's format must be one of ${formats.join(', ')}.`)
    return
  }
  if (format === 'TEXT') {
    const text = header.text ?? ''
    if (text.trim() === '') findings.refuse('empty', `${path}.text`, 'The header has no text.')
    findings.atMost(text, 60, `${path}.text`, 'The header')
    if (/[\n\r]/.test(text) || /[*_~`]/.test(text.replaceAll(/\{\{.*?\}\}/g, '')) || text.match(emoji)) {
      const message = 'The header may hold no line break, no emoji and no formatting (*, _, ~, `).'
      findings.refuse('bad_characters', `${path}.text`, message)
    }
    if (parametersOf(text).length > 1) {
      findings.refuse('too_many_parameters', `${path}.text`, 'The header takes one parameter at most.')
    }
    checkNames(text, 'header', rules)
    checkExamples(header, text, 'header_text', rules)
    return
  }
  if (mediaFormats.includes(format) && !hasText(header.example?.header_handle)) {
    findings.refuse(
      'example_missing',
      `${path}.example.header_handle`,
      `The header's ${format.toLowerCase()} needs an example in example.header_handle.`,
      "A handle from Meta's resumable upload: POST …/api/{version}/{appId}/uploads.",
    )
  }
}

export function checkBody(body: MetaComponent, most: number, rules: TextRules): void {
  const { path, findings } = rules
  const text = body.text ?? ''
  if (text.trim() === '') findings.refuse('empty', `${path}.text`, 'The body has no text.')
  findings.atMost(text, most, `${path}.text`, 'The body')
  if (/(\r?\n){3,}/.test(text)) {
    findings.refuse('bad_spacing', `${path}.text`, 'The body has more than two line breaks in a row.')
  }
  if (/[ \u00a0]{5,}|\t/.test(text)) {
    findings.refuse('bad_spacing', `${path}.text`, 'The body has more than four spaces in a row, or a tab.')
  }
  if ((text.match(emoji)?.length ?? 0) > 10) {
    findings.warn('many_emojis', `${path}.text`, 'The body has more than ten emojis, which Meta often rejects.')
  }
  checkPlaces(text, rules)
  checkNames(text, 'body', rules)
  checkExamples(body, text, 'body_text', rules)
}

export function checkFooter(footer: MetaComponent, { path, findings }: TextRules): void {
  if ((footer.text ?? '').trim() === '') findings.refuse('empty', `${path}.text`, 'The footer has no text.')
  findings.atMost(footer.text, 60, `${path}.text`, 'The footer')
  if (/\{\{/.test(footer.text ?? '')) {
    findings.refuse('parameter_not_allowed', `${path}.text`, 'The footer takes no parameters.')
  }
  if (/[\n\r]/.test(footer.text ?? '')) {
    findings.refuse('bad_characters', `${path}.text`, 'The footer may hold no line break.')
  }
}

/** Where parameters may stand, and how many a text bears. */
function checkPlaces(text: string, { path, findings }: TextRules): void {
  const trimmed = text.trim()
  const [at, code] = [`${path}.text`, 'parameter_place']
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed)) {
    findings.refuse(code, at, 'The body may not begin or end with a parameter.', 'Put words or a full stop around it.')
  }
  const adjacent = /(\{\{[^{}]*\}\})\s*(\{\{[^{}]*\}\})/.exec(text)
  if (adjacent) {
    const message = `The parameters ${adjacent[1]} and ${adjacent[2]} stand side by side.`
    findings.refuse('adjacent_parameters', at, message, 'Put words between them.')
  }
  const count = parametersOf(text).length
  const words = trimmed
    .replaceAll(/\{\{[^{}]*\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  if (count > 0 && words < 2 * count + 1) {
    const message = `The body has ${count} parameters and only ${words} words of its own, which Meta often rejects.`
    findings.warn('too_many_parameters', at, message, 'Write more around them, or use fewer.')
  }
}

/** `{{1}}`, `{{2}}` … without a gap, or names in small letters. */
function checkNames(text: string, noun: string, { path, isNamed, findings }: TextRules): void {
  const names = parametersOf(text)
  const at = `${path}.text`
  const stray = text.replaceAll(/\{\{\s*[^{}\s]+\s*\}\}/g, '')
  if (/\{\{|\}\}/.test(stray)) {
    findings.refuse('bad_parameter', at, `The ${noun} holds {{ or }} that is no parameter.`, 'A parameter is {{1}}.')
  }
  for (const [position, name] of names.entries()) {
    if (isNamed && !/^[a-z][a-z0-9_]*$/.test(name)) {
      findings.refuse(
        'bad_parameter',
        at,
        `The parameter {{${name}}} of the ${noun} must be a name in small letters, digits and underscores.`,
        /^\d+$/.test(name) ? 'Or leave parameter_format out, for numbered parameters.' : undefined,
      )
    }
    if (!isNamed && name !== String(position + 1)) {
      const isNumber = /^\d+$/.test(name)
      findings.refuse(
        isNumber ? 'parameter_numbering' : 'bad_parameter',
        at,
        `The ${noun} has {{${name}}} where {{${position + 1}}} belongs: parameters are numbered from 1 in their order.`,
        isNumber ? undefined : 'Set parameter_format to NAMED to use names.',
      )
      return
    }
  }
}

function checkExamples(
  component: MetaComponent,
  text: string,
  field: 'header_text' | 'body_text',
  { path, isNamed, findings }: TextRules,
): void {
  const names = parametersOf(text)
  if (names.length === 0) return
  const noun = field === 'header_text' ? 'header' : 'body'
  if (isNamed) {
    const given = component.example?.[`${field}_named_params`]
    const told = new Set(
      (Array.isArray(given) ? given : []).map((each) => (each as { param_name?: string }).param_name),
    )
    for (const name of names.filter((each) => !told.has(each))) {
      const at = `${path}.example.${field}_named_params`
      findings.refuse('example_missing', at, `The ${noun} parameter {{${name}}} has no example.`)
    }
    return
  }
  const given = component.example?.[field]
  const row = Array.isArray(given) && Array.isArray(given[0]) ? given[0] : given
  const count = Array.isArray(row) ? row.filter((each) => hasText([each])).length : 0
  if (count === names.length) return
  const shape = field === 'body_text' ? '[["Asha", "…"]]' : '["Asha"]'
  findings.refuse(
    'example_missing',
    `${path}.example.${field}`,
    `The ${noun} has ${names.length} parameters and ${count} examples.`,
    `Give one for each: "example": {"${field}": ${shape}}.`,
  )
}

const hasText = (value: unknown): boolean =>
  Array.isArray(value) && value.some((each) => typeof each === 'string' && each.trim() !== '')
