import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const attribute = '/v1/ext/procedure/lead/attribute'
const plan = (page: Page) => page.getByRole('region', { name: 'What would change' })

async function download(page: Page): Promise<string> {
  await page.getByText('primaryKey: lead_id').waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  return readFile(await file.path(), 'utf8')
}

async function plans(page: Page, yaml: string): Promise<void> {
  await page
    .getByLabel('Configuration file')
    .setInputFiles({ name: 'team.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml) })
  await page.getByRole('button', { name: 'Show what would change' }).click()
}

test(
  'a configuration is downloaded, changed and applied once it was seen what would change; a mistake in it is told',
  withLeads(async (team) => {
    const page = await openConsole(team, '/admin/configuration')
    const yaml = await download(page)

    await plans(page, yaml.replace('city: string', 'city: strnig'))
    await page
      .getByRole('alert')
      .getByText(/strnig/)
      .waitFor()
    await expectAccessible(page)
    await plans(page, yaml.replace('city: string', 'city: string\n      district: string'))
    await plan(page).getByText('The attribute district of lead is added.').waitFor()
    await expectAccessible(page)
    expect((await team.api.get(`${attribute}/district`)).status).toBe(404)
    await plan(page).getByRole('button', { name: 'Apply' }).click()
    await page.getByText('The configuration is applied').waitFor()

    expect((await team.api.get(`${attribute}/district`)).body._data.type).toBe('string')
    await page.getByText('district: string').waitFor()
  }),
)

test(
  'a file that is the whole truth takes away what it leaves out, and what that would lose only after a yes',
  withLeads(async (team) => {
    await team.api.post('/v1/ext/procedure/lead/process', { data: { name: 'Asha Rao', city: 'Pune' } })
    const page = await openConsole(team, '/admin/configuration')
    const yaml = await download(page)

    await page.getByRole('checkbox', { name: /whole truth/ }).check()
    await plans(page, yaml.replace(/ +city: string\n/, ''))
    await plan(page).getByText('1 process holds a value of it.').waitFor()
    await plan(page).getByText('data is lost').waitFor()
    await plan(page).getByRole('button', { name: 'Apply' }).click()
    await expectAccessible(page, '[role=dialog]')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect((await team.api.get(`${attribute}/city`)).status).toBe(200)
    await plan(page).getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply, and lose the data' }).click()
    await page.getByText('The configuration is applied').waitFor()

    expect((await team.api.get(`${attribute}/city`)).status).toBe(404)
  }),
)
