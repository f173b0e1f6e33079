import type { Nadi } from '../main.ts'
import type { Change } from '../platform/configuration/change.ts'
import { toYaml } from '../platform/configuration/document/yaml.ts'
import type { ApplyOptions, PlanOptions } from '../platform/configuration/service.ts'
import type { Scope } from '../scope.ts'
import { withNadi } from './command.ts'
import { operatorOf } from './operator.ts'

/** Which team is meant: one of this database, or the one of a key elsewhere. */
export interface Place {
  team?: string
  url?: string
  key?: string
}

/** What the commands ask of a configuration, here or elsewhere. */
export interface Session {
  export(): Promise<string>
  plan(yaml: string, options: PlanOptions): Promise<Change[]>
  apply(yaml: string, options: ApplyOptions): Promise<Change[]>
}

export function withConfiguration(place: Place, work: (session: Session) => Promise<void>): Promise<void> {
  if (place.url !== undefined) return work(overHttp(place.url, place.key ?? process.env.NADI_API_KEY ?? ''))
  return withNadi(async (nadi) => work(inDatabase(nadi, await operatorOf(nadi, place.team))))
}

const inDatabase = ({ configuration }: Nadi, scope: Scope): Session => ({
  export: async () => toYaml(await configuration.exportDocument(scope)),
  plan: (yaml, options) => configuration.plan(scope, yaml, options),
  apply: (yaml, options) => configuration.apply(scope, yaml, options),
})

function overHttp(url: string, key: string): Session {
  const call = async (path: string, body?: object): Promise<Response> => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/v1/ext/config/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response
    const { _errors } = (await response.json()) as { _errors: string[] }
    throw new Error(_errors.join('\n'))
  }
  const changes = async (path: string, body: object): Promise<Change[]> =>
    ((await (await call(path, body)).json()) as { _data: Change[] })._data
  return {
    export: async () => (await call('file')).text(),
    plan: (yaml, { prune = false }) => changes('plan', { config: yaml, prune }),
    apply: (yaml, { prune = false, allowLoss = false }) => changes('apply', { config: yaml, prune, allowLoss }),
  }
}
