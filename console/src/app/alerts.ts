import { useSyncExternalStore } from 'react'

const key = 'nadi.alerts'
const listeners = new Set<() => void>()

/** Whether this browser tells of new messages by a sound and, while the page is not seen, by a notification of the desktop. */
export const useAlerts = (): boolean => useSyncExternalStore(subscribe, areOn)

const areOn = (): boolean => localStorage.getItem(key) === 'on'

export async function setAlerts(isOn: boolean): Promise<void> {
  if (isOn) localStorage.setItem(key, 'on')
  else localStorage.removeItem(key)
  for (const each of listeners) each()
  // refused, the sound is left
  if (isOn && 'Notification' in globalThis && Notification.permission === 'default')
    await Notification.requestPermission()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Two short tones, as a phone makes them. */
export async function playSound(): Promise<void> {
  const context = new AudioContext()
  const gain = context.createGain()
  gain.gain.value = 0.08
  gain.connect(context.destination)
  const tones = [660, 880].map((frequency, index) => {
    const tone = context.createOscillator()
    tone.frequency.value = frequency
    tone.connect(gain)
    tone.start(context.currentTime + index * 0.12)
    tone.stop(context.currentTime + index * 0.12 + 0.1)
    return tone
  })
  await new Promise((done) => tones.at(-1)?.addEventListener('ended', done))
  await context.close()
}
