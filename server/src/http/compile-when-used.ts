/**
 * Compiles each schema once, when it is first used. Compiling all of them took half of a start, and two of three read like another one's (what
 * answers GET answers HEAD, lists page alike).
 */
export function compileWhenUsed<Compiled>(compile: (schema: object) => Compiled): (schema: object) => () => Compiled {
  const compiled = new Map<string, Compiled>()
  return (schema) => {
    let own: Compiled | undefined
    return () => {
      if (own === undefined) {
        const text = JSON.stringify(schema)
        own = compiled.get(text) ?? compile(schema)
        compiled.set(text, own)
      }
      return own
    }
  }
}
