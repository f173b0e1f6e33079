import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { withLeads } from '../harness/model.ts'
import { startNadi, type TeamAtHand } from '../harness/nadi.ts'

startNadi()

const cli = path.join(import.meta.dirname, '../../src/cli/nadi.ts')

/** Runs `nadi …` on the test's database. */
const run = async ({ nadi }: TeamAtHand, ...args: string[]) =>
  promisify(execFile)(process.execPath, [cli, ...args], {
    env: { ...process.env, DATABASE_URL: nadi.databaseUrl, NADI_DATA_DIR: nadi.dataDir },
  })

test(
  'a team is exported to a file, changed there and applied again from the command line',
  withLeads(async (team) => {
    const shortId = (await team.api.get('/v1/ext/team')).body._data.shortId
    const { stdout: yaml } = await run(team, 'config', 'export', '--team', shortId)
    const file = path.join(team.nadi.dataDir, 'model.yaml')
    await writeFile(file, yaml.replace('      city: string\n', '      city: text\n      pin_code: string\n'))

    const plan = await run(team, 'config', 'plan', file, '--team', shortId, '--prune')
    expect(plan.stdout).toBe(
      '~ The attribute city of lead changes: type from string to text, filterable from true to false, searchable from true to false.\n' +
        '+ The attribute pin_code of lead is added.\n',
    )
    await run(team, 'config', 'apply', file, '--team', shortId, '--prune')

    const again = await run(team, 'config', 'plan', file, '--url', team.nadi.url, '--key', team.api.key)
    expect(again.stderr).toContain('Nothing changes.')
  }),
)
