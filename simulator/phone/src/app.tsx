import { useCallback, useMemo, useState } from 'react'
import { api, type Conversation } from './api.ts'
import { ChatScreen } from './chat-screen.tsx'
import { NewPhone } from './new-phone.tsx'
import { PhoneList } from './phone-list.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { useChat, useWorld } from './use-world.ts'

export interface Open {
  phoneNumberId: string
  address: string
}

/** `?number=…&customer=…` opens that conversation: a page that shows the phone beside its own chat says so. */
function openAtFirst(): Open | null {
  const asked = new URLSearchParams(location.search)
  const [phoneNumberId, address] = [asked.get('number'), asked.get('customer')]
  return phoneNumberId && address ? { phoneNumberId, address } : null
}

export function App() {
  const [open, setOpen] = useState<Open | null>(openAtFirst)
  const [version, setVersion] = useState(0)
  const [error, setError] = useState<string | null>(null)
  const [isSettings, setSettings] = useState(false)
  const changed = useCallback((_: Conversation) => setVersion((before) => before + 1), [])
  const world = useWorld(changed)
  const chat = useChat(open, version)

  /** Runs what somebody asked for, and tells them where it failed. */
  const attempt = useMemo(
    () => async (work: () => Promise<unknown>) => {
      setError(null)
      try {
        await work()
        setVersion((before) => before + 1)
      } catch (failure) {
        setError(failure instanceof Error ? failure.message : String(failure))
      }
    },
    [],
  )

  const start = (number: string, name: string, phoneNumberId: string): Promise<void> =>
    attempt(async () => {
      const { waId } = await api.makeCustomer(number, name)
      await world.reload()
      setOpen({ phoneNumberId, address: waId })
    })

  return (
    <div className={`desk${open ? ' has-open' : ''}`}>
      <nav className="phones" aria-label="Phones">
        <header>
          <h1>Phones</h1>
          <button
            type="button"
            className="quiet"
            aria-expanded={isSettings}
            aria-controls="settings"
            onClick={() => setSettings(!isSettings)}
          >
            How Meta behaves
          </button>
        </header>
        {!world.isConnected && <p role="alert">The simulator does not answer. Trying again…</p>}
        <NewPhone numbers={world.numbers} start={start} />
        <PhoneList world={world} open={open} choose={setOpen} />
      </nav>
      <main>
        {error && (
          <p role="alert" className="error">
            {error}
            <button type="button" className="quiet" onClick={() => setError(null)}>
              Dismiss
            </button>
          </p>
        )}
        {open ? (
          <ChatScreen
            key={`${open.phoneNumberId} ${open.address}`}
            open={open}
            chat={chat}
            attempt={attempt}
            close={() => setOpen(null)}
          />
        ) : (
          <div className="empty">
            <p>Pick a phone, or make one with any number.</p>
            <p>
              What you write there reaches the business as its customers&apos; messages do, and what it sends shows
              here.
            </p>
          </div>
        )}
      </main>
      {isSettings && <SettingsPanel attempt={attempt} close={() => setSettings(false)} />}
    </div>
  )
}
