import type { Plugin } from './plugin.ts'

const freshMs = 5_000
const mostKept = 10_000

interface Kept {
  at: number
  plugin: Promise<Plugin | undefined>
}

/** Plugins as they were at most five seconds ago. Those who ask at once share one look. */
export class PluginCache {
  readonly #kept = new Map<string, Kept>()

  of(pluginId: string, teamId: string, read: () => Promise<Plugin | undefined>): Promise<Plugin | undefined> {
    const key = `${teamId}/${pluginId}`
    const now = Date.now()
    const kept = this.#kept.get(key)
    if (kept && now - kept.at < freshMs) return kept.plugin
    if (this.#kept.size >= mostKept) this.#kept.clear()
    const plugin = read()
    const entry = { at: now, plugin }
    this.#kept.set(key, entry)
    plugin.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key)
    })
    return plugin
  }

  drop(pluginId: string, teamId: string): void {
    this.#kept.delete(`${teamId}/${pluginId}`)
  }
}
