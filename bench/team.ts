import pino from 'pino'
import { migrate } from '../server/src/database/migrate.ts'
import { compose } from '../server/src/main.ts'
import { benchConfig } from './config.ts'

export interface BenchTeam {
  key: string
  teamId: string
  procedureId: string
  stateId: string
  attributes: Record<'city' | 'loan_amount' | 'source' | 'score', string>
}

const model = {
  procedures: {
    application: {
      name: 'Application',
      defaultState: 'NEW',
      states: { NEW: { status: 'OPEN' }, DONE: { status: 'COMPLETED' } },
      attributes: {
        name: { type: 'name', filterable: false, searchable: false },
        city: { type: 'string', searchable: false },
        loan_amount: { type: 'number' },
        source: { type: 'stringEnum', options: ['WEBSITE', 'REFERRAL', 'ADVERT', 'WALK_IN'] },
        score: { type: 'integer' },
      },
    },
  },
}

/** Migrates a database and makes a team in it, whose key has no practical limit: the limits are checked all the same. */
export async function prepareTeam(url: string): Promise<BenchTeam> {
  await migrate(url)
  const config = benchConfig(url, { role: 'api' })
  const nadi = await compose(config, { url, directUrl: url }, pino({ level: 'error' }))
  try {
    const { scope, apiKey } = await nadi.teams.create({
      shortId: 'bench',
      name: 'Bench',
      timeZone: 'Asia/Kolkata',
      callingCode: '91',
      adminUsername: 'admin@bench.example',
    })
    const headers = { authorization: `Bearer ${apiKey}` }
    const applied = await nadi.app.inject({
      method: 'POST',
      url: '/v1/ext/config/apply',
      headers,
      payload: { config: model },
    })
    if (applied.statusCode !== 200) throw new Error(applied.body)
    const procedure = (await nadi.models.of(scope)).procedureByShortId.get('application')
    const { key } = await nadi.keys.create(scope, {
      name: 'Bench',
      role: scope.role.id,
      requestsPerMinute: 100_000_000,
    })
    const attribute = (shortId: string): string => procedure?.attributes.byShortId.get(shortId)?.id ?? ''
    return {
      key,
      teamId: scope.teamId,
      procedureId: procedure?.id ?? '',
      stateId: procedure?.defaultState.id ?? '',
      attributes: {
        city: attribute('city'),
        loan_amount: attribute('loan_amount'),
        source: attribute('source'),
        score: attribute('score'),
      },
    }
  } finally {
    await nadi.stop()
  }
}
