/** Writes the types of the client from the program's own OpenAPI document: `npm run sdk`. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { readDocument } from './document.ts'
import { generate } from './generate.ts'

const file = path.join(import.meta.dirname, '../src/generated/calls.ts')
const text = generate(await readDocument())
writeFileSync(file, text)
console.log(`${path.relative(process.cwd(), file)}: ${text.split('\n').length} lines`)
