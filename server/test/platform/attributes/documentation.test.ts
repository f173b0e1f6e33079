import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileFormula } from '../../../src/platform/attributes/formula-compiler.ts'
import { allTypes } from '../../../src/platform/attributes/type-registry.ts'
import { attribute } from './attribute.ts'

const page = readFileSync(new URL('../../../../docs/attributes.md', import.meta.url), 'utf8')

test('docs/attributes.md says of every type what can be done with it', () => {
  for (const [type, entry] of allTypes) {
    if (type.endsWith('Collection')) continue
    const row = page.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${type}\``))
    expect(row, type).toBeDefined()
    const [, , , , filterable, order, search] = row?.split('|').map((cell) => cell.trim()) ?? []
    expect([type, filterable]).toEqual([
      type,
      entry.isFilterableByDefault ? '**yes**' : entry.isFilterable ? 'may' : '',
    ])
    if (!type.endsWith('Enum')) expect([type, order]).toEqual([type, entry.isOrdered ? 'yes' : ''])
    expect([type, search]).toEqual([type, entry.isSearchableByDefault ? '**yes**' : entry.isSearchable ? 'may' : ''])
  }
})

test('the formulas of docs/attributes.md work as they are written', () => {
  const given = [
    attribute('number', { shortId: 'loan_amount' }),
    attribute('number', { shortId: 'rate' }),
    attribute('integer', { shortId: 'months' }),
    attribute('boolean', { shortId: 'is_salaried' }),
  ]
  const data = { loan_amount: 1_200_000, rate: 0, months: 12, is_salaried: true }
  const results = [...page.matchAll(/^ {4}formula +(.+)$/gm)].map(([, text = '']) => {
    const compiled = compileFormula(text, given)
    return 'formula' in compiled ? compiled.formula.evaluate(data) : compiled.problem
  })

  expect(results).toEqual([{ value: 100_000 }, { value: 'HIGH' }])
})
