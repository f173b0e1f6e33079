import { Document, isCollection, isMap, isPair, isScalar, type Pair, visit } from 'yaml'

/** A line no longer than this may hold a whole thing: `city: { type: string, required: true }`. */
const lineWidth = 100

/** These hold things by name and stand open however short they are. */
const sections = new Set(['states', 'attributes', 'attributeGroups', 'stateTasks'])
/** So do the things in these. */
const bigThings = new Set(['entities', 'procedures', 'stateTasks', 'roles'])

/** Writes a document as people would: what fits on a line on one line, a blank line between the sections and between procedures. */
export function toYaml(document: object): string {
  const yaml = new Document(document)
  visit(yaml, {
    Pair(_, pair, ancestors) {
      const names = ancestors.filter(isPair).map(nameOf)
      const value = pair.value
      if (!isCollection(value)) return undefined
      const isEmpty = value.items.length === 0
      const isOpen = names.length === 0 || sections.has(nameOf(pair)) || bigThings.has(names.at(-1) ?? '')
      if (!isEmpty && isMap(value) && isOpen) return undefined
      const length = 2 * names.length + nameOf(pair).length + JSON.stringify(value.toJSON()).length
      if (!isEmpty && length > lineWidth) return undefined
      value.flow = true
      return visit.SKIP
    },
  })
  spaceOut(yaml.contents)
  const procedures = yaml.get('procedures')
  spaceOut(procedures)
  return yaml.toString({ lineWidth: 0 })
}

const nameOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '')

function spaceOut(map: unknown): void {
  if (!isMap(map)) return
  for (const { key } of map.items.slice(1)) if (isScalar(key)) key.spaceBefore = true
}
