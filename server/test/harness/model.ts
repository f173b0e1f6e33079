import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Api } from './api.ts'
import { type TeamAtHand, withTeam } from './nadi.ts'

/** The model of most tests: `lead` and `ticket`, entity `customer`, roles Agent and Reader. */
export const testModel = readFileSync(path.join(import.meta.dirname, 'model.yaml'), 'utf8')

/** Gives a team a model: that of most tests, or another document. */
export async function applyModel(api: Api, config: string | object = testModel, options: object = {}): Promise<void> {
  const applied = await api.post('/v1/ext/config/apply', { config, ...options })
  if (applied.status !== 200) throw new Error(`The model was refused: ${applied.body._errors.join(' ')}`)
}

/** Wraps a test: it gets a fresh team that has the model of most tests. */
export function withLeads(test: (team: TeamAtHand) => Promise<void>): () => Promise<void> {
  return withTeam(async (team) => {
    await applyModel(team.api)
    await test(team)
  })
}
