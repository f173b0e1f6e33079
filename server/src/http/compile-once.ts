/**
 * Compiles each schema once. Two of three read like another one's (what answers GET answers HEAD, lists page alike), and compiling all of them
 * took half of a start.
 */
export function compileOnce<Compiled>(compile: (schema: object) => Compiled): (schema: object) => Compiled {
  const compiled = new Map<string, Compiled>()
  return (schema) => {
    const text = JSON.stringify(schema)
    let found = compiled.get(text)
    if (!found) {
      found = compile(schema)
      compiled.set(text, found)
    }
    return found
  }
}
