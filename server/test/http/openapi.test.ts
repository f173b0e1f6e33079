import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, expect, test } from 'vitest'
import { permissions } from '../../src/platform/roles/types.ts'
import { startNadi, theNadi } from '../harness/nadi.ts'
import { type Document, type Operation, operationsOf } from '../harness/openapi.ts'

startNadi()

let document: Document
let operations: Operation[]
beforeAll(async () => {
  document = (await (await fetch(`${theNadi().url}/openapi.json`)).json()) as Document
  operations = operationsOf(document)
})

/** The names of the operations that lack something; a failure lists them all. */
const lacking = (lacks: (operation: Operation) => boolean): string[] =>
  operations.filter(lacks).map(({ method, path }) => `${method} ${path}`)

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document) as never)

  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(document.openapi).toBe('3.1.0')
})

test('every operation has a name of its own, a tag and a summary', () => {
  const names = operations.map((operation) => operation.operationId)

  expect(lacking(({ tags, summary, operationId }) => !tags?.length || !summary || !operationId)).toEqual([])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('every operation names its permission, for programs and for people', () => {
  const known = ['public', 'authenticated', 'procedure.read', 'procedure.write', ...permissions]

  expect(lacking((operation) => !known.includes(operation['x-permission']))).toEqual([])
  expect(lacking(({ description }) => !/Needs (a|no) /.test(description ?? ''))).toEqual([])
  expect(
    lacking((operation) => (operation['x-permission'] === 'public') !== (operation.security?.length === 0)),
  ).toEqual([])
})

test('every parameter of a path says what it is', () => {
  const nameless = operations.flatMap(({ method, path, parameters = [] }) =>
    parameters
      .filter((parameter) => parameter.in === 'path' && !parameter.description)
      .map((parameter) => `${method} ${path}: ${parameter.name}`),
  )

  expect(nameless).toEqual([])
})

test('a write takes an Idempotency-Key, and what only reads does not', () => {
  const takes = (operation: Operation): boolean =>
    operation.parameters?.some((parameter) => parameter.name === 'Idempotency-Key') ?? false

  expect(lacking((operation) => operation.method === 'PUT' && !takes(operation))).toEqual([])
  expect(lacking((operation) => operation.method === 'DELETE' && !takes(operation))).toEqual([])
  expect(lacking((operation) => operation.method === 'GET' && takes(operation))).toEqual([])
})

test('every body and every answer has an example, and its schema takes it', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: true })
  addFormats.default(ajv)
  const wrong: string[] = []
  const check = (where: string, { schema, example }: { schema?: object; example?: unknown }): void => {
    if (example === undefined || JSON.stringify(example) === '{}') wrong.push(`${where} has no example`)
    // components are found where a schema points to them
    const validate = ajv.compile({ ...schema, components: document.components })
    if (!validate(example)) wrong.push(`${where}: ${ajv.errorsText(validate.errors)}`)
  }
  for (const { method, path, requestBody, responses } of operations) {
    for (const [type, media] of Object.entries(requestBody?.content ?? {})) check(`${method} ${path} ${type}`, media)
    const success = responses['200']
    if (!success?.description) wrong.push(`${method} ${path} says nothing of its answer`)
    const json = success?.content?.['application/json']
    if (json) check(`${method} ${path} 200`, json)
  }

  expect(wrong).toEqual([])
})

test('the calls of the contract are shown with /ext, and no path twice', () => {
  const platform = operations.map(({ path }) => path).filter((path) => /^\/v\d/.test(path) && path !== '/v1/health')

  // files and calls of WhatsApp are without it in the contract itself
  expect(platform.filter((path) => !/^\/v\d\/(ext|whatsapp)\//.test(path))).toEqual([])
  expect(document.info.description).toContain('without')
})

test('what has a default need not be asked for', () => {
  const parameters = operations.flatMap((operation) => operation.parameters ?? [])

  expect(parameters.filter(({ schema }) => schema?.default !== undefined).length).toBeGreaterThan(0)
  expect(parameters.filter(({ schema, required }) => schema?.default !== undefined && required)).toEqual([])
})

test('the explorer comes from this server alone', async () => {
  const page = await fetch(`${theNadi().url}/docs/`)
  const html = await page.text()

  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
  const assets = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(
    ([, asset]) => new URL(asset ?? '', `${page.url}`),
  )
  expect(assets.length).toBeGreaterThan(3)
  for (const asset of assets) expect([asset.pathname, (await fetch(asset)).status]).toEqual([asset.pathname, 200])
})
