import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readDocument } from '../generator/document.ts'
import { generate } from '../generator/generate.ts'

test('the types of the client are those of this API; `npm run sdk` writes them anew', async () => {
  const file = path.join(import.meta.dirname, '../src/generated/calls.ts')

  const isCurrent = generate(await readDocument()) === readFileSync(file, 'utf8')

  expect(isCurrent, 'Run `npm run sdk`, and commit sdk/src/generated.').toBe(true)
})
