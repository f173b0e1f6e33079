import type { TeamAtHand } from '../../harness/nadi.ts'
import { type ConnectedPlugin, connectPlugin } from '../../harness/simulator.ts'

export interface TemplatesAtHand {
  plugin: ConnectedPlugin
  /** of the calls for the templates that Nadi keeps */
  base: string
  /** a template as the simulator has it */
  named(name: string, language?: string): { id: string; status: string }
}

/** Connects an account with the simulator's sample templates, and reads them. */
export async function refreshed(team: TeamAtHand): Promise<TemplatesAtHand> {
  const plugin = await connectPlugin(team)
  const base = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/templates`
  const { status, body } = await team.api.post(`${base}/refresh`)
  if (status !== 200) throw new Error(body._errors.join(' '))
  return {
    plugin,
    base,
    named: (name, language) => {
      const templates = [...plugin.account.templates.values()]
      const found = templates.find((each) => each.name === name && (language ?? each.language) === each.language)
      if (!found) throw new Error(`The simulator has no template ${name}.`)
      return found
    },
  }
}
