import type { Problem } from '../../errors.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import type { FromProcess, MappingEntry } from './given.ts'
import { bareName } from './parameters.ts'

/** The problems found while a template is filled, each told with the template's name. */
export class Findings {
  readonly problems: Problem[] = []
  readonly template: string

  constructor({ name, language }: { name: string; language: string }) {
    this.template = `The template "${name}" (${language})`
  }

  add(code: string, path: string, message: string, hint?: string): void {
    this.problems.push({ code, path, message: `${this.template} ${message}`, ...(hint && { hint }) })
  }
}

/** The entries of one mapping, by bare name. Taken one by one; what is left over at the end was surplus. */
export class Values {
  readonly #texts = new Map<string, string>()
  readonly #path: string
  readonly #findings: Findings

  constructor(entries: readonly MappingEntry[] | undefined, path: string, findings: Findings) {
    this.#path = path
    this.#findings = findings
    for (const { schemaPropertyName, schemaPropertyValue } of entries ?? []) {
      const name = bareName(String(schemaPropertyName))
      const text = String(schemaPropertyValue ?? '')
      if (text === '') continue
      if (this.#texts.has(name)) {
        findings.add('repeated_parameter', path, `is given {{${name}}} twice in ${path}.`, 'Name each parameter once.')
      }
      this.#texts.set(name, text)
    }
  }

  take(name: string): string | undefined {
    const text = this.#texts.get(name)
    this.#texts.delete(name)
    return text
  }

  /** Tells each entry that nothing took. `known`: the names that there are. */
  refuseRest(known: readonly string[], noun: string): void {
    for (const name of this.#texts.keys()) {
      const near = nearest(name, known)
      const hint =
        known.length === 0
          ? `It has none: leave ${this.#path} out.`
          : `It has ${known.map((each) => `"${each}"`).join(', ')}${near && near !== name ? `; did you mean "${near}"?` : '.'}`
      this.#findings.add('surplus_parameter', this.#path, `has no ${noun} "${name}", which ${this.#path} gives.`, hint)
    }
  }
}

/** Meta refuses these in any text parameter (132018). */
const unsendable = /[\n\r\t]| {5}/

export interface TextWanted {
  name: string
  /** where it stands: `1`, `header.1`, `button.0` */
  place: string
  /** as a person calls it: `body parameter {{1}}` */
  called: string
  path: string
}

/** The text for a parameter: the caller's, else the process's. Where there is none, or Meta would refuse it, that is told and '' answered. */
export function textFor(wanted: TextWanted, values: Values, fromProcess: FromProcess, findings: Findings): string {
  const { name, place, called, path } = wanted
  const text = values.take(name)
  if (text !== undefined) {
    if (unsendable.test(text)) {
      findings.add(
        'unsendable_text',
        path,
        `cannot take a line break, a tab or more than four spaces in a row, which the ${called} holds.`,
        'Put it on one line: Meta refuses it otherwise (132018).',
      )
    }
    return text
  }
  const filled = fromProcess.get(place)
  if (filled && 'text' in filled) return filled.text
  findings.add(
    'missing_parameter',
    path,
    `needs the ${called}, ${filled ? `which is ${filled.reason}` : `and ${path} has no value for it`}.`,
    `Add {"schemaPropertyName": "${name}", "schemaPropertyValue": "…"} to ${path}.`,
  )
  return ''
}
