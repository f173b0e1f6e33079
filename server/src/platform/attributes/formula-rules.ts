import type { ASTNode } from '@marcbachmann/cel-js'

type Examined = { uses: string[] } | { unknown: string } | { refused: string; hint: string }

/** Macros that run their body once per element. */
const comprehensions = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter'])
const mostComprehensions = 3

/**
 * What a formula reads, and whether it stays within bounds. CEL always ends, but not always soon: comprehensions inside comprehensions multiply,
 * bindings double a text with every line, and a pattern from a formula can hold the thread for minutes. Those three are refused.
 */
export function examineFormula(root: ASTNode, names: ReadonlySet<string>, taken: ReadonlySet<string>): Examined {
  const uses = new Set<string>()
  let count = 0

  function see(
    node: ASTNode,
    bound: ReadonlySet<string>,
    isInside: boolean,
  ): Exclude<Examined, { uses: string[] }> | undefined {
    const all = (nodes: readonly ASTNode[], within = bound, inside = isInside) => {
      for (const child of nodes) {
        const found = see(child, within, inside)
        if (found) return found
      }
      return undefined
    }
    switch (node.op) {
      case 'value':
        return undefined
      case 'id':
        if (bound.has(node.args)) return undefined
        if (node.args === 'data') {
          return {
            refused: 'The formula uses data without saying which attribute of it.',
            hint: 'Write data.city, or simply city.',
          }
        }
        if (taken.has(node.args)) {
          return {
            refused: `In a formula ${node.args} is a word of the language.`,
            hint: `Write data.${node.args} for the attribute.`,
          }
        }
        if (!names.has(node.args)) return { unknown: node.args }
        uses.add(node.args)
        return undefined
      case '.':
      case '[]': {
        const [receiver, key] = node.args
        if (receiver.op === 'id' && receiver.args === 'data') {
          const name = typeof key === 'string' ? key : key.op === 'value' ? key.args : undefined
          if (typeof name !== 'string' || !names.has(name))
            return { unknown: `data.${typeof name === 'string' ? name : '[…]'}` }
          uses.add(name)
          return undefined
        }
        return all(typeof key === 'string' ? [receiver] : [receiver, key])
      }
      case 'rcall': {
        const [name, receiver, given] = node.args
        if (receiver.op === 'id' && receiver.args === 'cel') {
          return {
            refused: 'Formulas have no cel.bind.',
            hint: 'Make the part a derived attribute of its own and use that.',
          }
        }
        if (name === 'matches') {
          return {
            refused: 'Formulas have no matches: a pattern can run for minutes.',
            hint: 'Use contains, startsWith, endsWith or indexOf.',
          }
        }
        if (name === 'join') {
          return {
            refused: 'Formulas write join as a function.',
            hint: 'Write join(cities, ", ") in place of cities.join(", ").',
          }
        }
        if (!comprehensions.has(name)) return all([receiver, ...given])
        if (isInside || ++count > mostComprehensions) {
          return {
            refused: `The formula goes through lists inside lists, or more than ${mostComprehensions} times.`,
            hint: 'Make a part of it a derived attribute of its own and use that.',
          }
        }
        const [variable, ...body] = given
        if (variable?.op !== 'id') return all([receiver, ...given])
        return see(receiver, bound, isInside) ?? all(body, new Set([...bound, variable.args]), true)
      }
      case 'call':
        return all(node.args[1])
      case 'list':
        return all(node.args)
      case 'map':
        return all(node.args.flat())
      case '!_':
      case '-_':
        return see(node.args, bound, isInside)
      case '.?':
        return see(node.args[0], bound, isInside)
      default:
        return all(node.args)
    }
  }

  const found = see(root, new Set(), false)
  return found ?? { uses: [...uses] }
}
