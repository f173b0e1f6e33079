/** Every path that has a call, so that a wrong method is told apart from a wrong path. */
export class KnownPaths {
  readonly #methods = new Map<string, Set<string>>()

  add(template: string, method: string): void {
    const methods = this.#methods.get(template)
    if (methods) methods.add(method)
    else this.#methods.set(template, new Set([method]))
  }

  /** The methods that a path takes, sorted; none where no call has that path. */
  methodsAt(path: string): string[] {
    const segments = path.split('/')
    const found = new Set<string>()
    for (const [template, methods] of this.#methods) {
      if (matches(template.split('/'), segments)) for (const method of methods) found.add(method)
    }
    if (found.size > 0) found.add('OPTIONS')
    return [...found].sort()
  }
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  const length = segments.at(-1) === '' ? segments.length - 1 : segments.length
  return (
    template.length === length &&
    template.every(
      (part, index) => part === segments[index] || (part.startsWith(':') && mayBe(part, segments[index] ?? '')),
    )
  )
}

/** A parameter may say in brackets what it takes: `:day(^\\d{4}-\\d{2}-\\d{2}$)`. */
function mayBe(parameter: string, segment: string): boolean {
  const form = /\((.*)\)$/.exec(parameter)?.[1]
  return segment !== '' && (form === undefined || new RegExp(form).test(segment))
}
