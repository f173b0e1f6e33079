/**
 * `npm run check:meta -- --openapi <Meta's OpenAPI document> --webhooks <folder of sample events> --templates <folder of sample templates>`:
 * what Nadi says to Meta, and what Meta says to Nadi, held against Meta's own documents, which are not part of this repository. Each argument
 * may be left out; NADI_META_OPENAPI stands for the first.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkRequests } from './check-requests.ts'
import { isClean, reportOf } from './report.ts'

const root = path.resolve(import.meta.dirname, '../../..')

const { values } = parseArgs({
  options: {
    openapi: { type: 'string', default: process.env.NADI_META_OPENAPI ?? '' },
    webhooks: { type: 'string', default: '' },
    templates: { type: 'string', default: '' },
    /** requests written down before, in place of a run of the tests */
    requests: { type: 'string', default: '' },
    /** a file for the report, beside the terminal */
    report: { type: 'string', default: '' },
  },
})

const asked = (given: string): string =>
  given === '' ? '' : path.resolve(process.env.INIT_CWD ?? process.cwd(), given)

function runTests(files: string[], env: Record<string, string>): boolean {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return status === 0
}

async function checkAll(): Promise<boolean> {
  const passed: boolean[] = []
  if (values.openapi !== '') passed.push(await checkOpenApi())
  if (values.webhooks !== '' || values.templates !== '') {
    const env = { NADI_META_WEBHOOKS: asked(values.webhooks), NADI_META_TEMPLATES: asked(values.templates) }
    passed.push(runTests(['server/test/meta'], env))
  }
  if (passed.length > 0) return passed.every(Boolean)
  console.error("Name Meta's documents: --openapi <file>, --webhooks <folder>, --templates <folder>.")
  return false
}

async function checkOpenApi(): Promise<boolean> {
  const folder = asked(values.requests) || mkdtempSync(path.join(tmpdir(), 'nadi-meta-'))
  try {
    const ran = values.requests !== '' || runTests(['server/test/whatsapp'], { NADI_META_REQUESTS: folder })
    const verdict = await checkRequests(asked(values.openapi), folder)
    const report = reportOf(verdict)
    console.log(report)
    if (values.report !== '') writeFileSync(asked(values.report), report)
    return ran && isClean(verdict)
  } finally {
    if (values.requests === '') rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = (await checkAll()) ? 0 : 1
