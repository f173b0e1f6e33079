import { useEffect, useState } from 'react'
import { api, type Settings } from './api.ts'

interface Props {
  attempt: (work: () => Promise<unknown>) => Promise<void>
  close: () => void
}

const shares: [keyof Settings, string][] = [
  ['failureRate', 'Messages refused (131000)'],
  ['undeliverableRate', 'Messages that fail later (131026)'],
  ['loss', 'Webhooks that never come'],
  ['repeat', 'Webhooks that come twice'],
  ['reorder', 'Webhooks out of order'],
]

const failures: [number, string][] = [
  [131047, 'outside the 24 hours'],
  [130429, 'too many messages a second'],
  [131056, 'too many to one customer'],
  [131026, 'undeliverable'],
  [131049, 'marketing limit'],
  [190, 'token no longer valid'],
]

/** What Meta does, and what goes wrong with it. */
export function SettingsPanel({ attempt, close }: Props) {
  const [settings, setSettings] = useState<Settings | null>(null)
  useEffect(() => {
    void attempt(async () => setSettings(await api.settings()))
  }, [attempt])
  if (!settings) return null
  const change = (changes: Partial<Settings>): void => void attempt(async () => setSettings(await api.change(changes)))
  const toggle = (status: Settings['statuses'][number], isOn: boolean): void =>
    change({ statuses: isOn ? [...settings.statuses, status] : settings.statuses.filter((each) => each !== status) })

  return (
    <aside id="settings" className="settings" aria-label="How Meta behaves">
      <header>
        <h2>How Meta behaves</h2>
        <button type="button" className="quiet" onClick={close}>
          Close
        </button>
      </header>
      <fieldset>
        <legend>Statuses that follow by themselves</legend>
        {(['sent', 'delivered', 'read'] as const).map((status) => (
          <label key={status}>
            <input
              type="checkbox"
              checked={settings.statuses.includes(status)}
              onChange={(event) => toggle(status, event.target.checked)}
            />{' '}
            {status}
          </label>
        ))}
      </fieldset>
      <label>
        Webhooks wait (ms)
        <input
          type="number"
          min={0}
          value={settings.delayMs}
          onChange={(event) => change({ delayMs: Number(event.target.value) })}
        />
      </label>
      {shares.map(([name, label]) => (
        <label key={name}>
          {label}: {Math.round(Number(settings[name]) * 100)} %
          <input
            type="range"
            min={0}
            max={100}
            value={Math.round(Number(settings[name]) * 100)}
            onChange={(event) => change({ [name]: Number(event.target.value) / 100 })}
          />
        </label>
      ))}
      <fieldset>
        <legend>The next message fails with</legend>
        {failures.map(([code, label]) => (
          <button key={code} type="button" className="quiet" onClick={() => void attempt(() => api.failNext(code))}>
            {code}: {label}
          </button>
        ))}
      </fieldset>
      <button type="button" className="quiet" onClick={() => void attempt(() => api.forward(24))}>
        A day passes: every 24-hour window ends
      </button>
    </aside>
  )
}
