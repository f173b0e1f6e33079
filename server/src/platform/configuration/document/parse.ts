import { parseDocument } from 'yaml'
import { BadInput, type Problem } from '../../../errors.ts'
import { type ConfigurationDocument, readDocument } from './format.ts'

/** A file of a megabyte is a very large model; more is a mistake. */
const longest = 1_000_000

/**
 * Reads a document: YAML text (JSON is YAML too), or the object that it stands for.
 * @throws BadInput with everything that is wrong, each with its path or line
 */
export function parseConfiguration(input: unknown): ConfigurationDocument {
  const problems: Problem[] = []
  const document = readDocument(typeof input === 'string' ? parseYaml(input) : input, '', problems)
  if (problems.length > 0 || !document) throw new BadInput(problems)
  return document
}

function parseYaml(text: string): unknown {
  if (text.length > longest) {
    throw new BadInput(`The configuration is longer than ${longest.toLocaleString('en')} characters.`, {
      code: 'too_long',
    })
  }
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true, stringKeys: true, prettyErrors: true })
  if (document.errors.length > 0) {
    throw new BadInput(
      document.errors.map((error) => ({
        code: 'not_yaml',
        message: `The configuration is not valid YAML: ${error.message.split('\n')[0]}`,
        path: error.linePos ? `line ${error.linePos[0].line}` : '',
      })),
    )
  }
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new BadInput(`The configuration is not valid YAML: ${(error as Error).message}`, { code: 'not_yaml' })
  }
}
