import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** one key (`c`), a sequence (`g i`), or with the command or control key (`mod+k`) */
  keys: string
  /** what it does, for the sheet and the palette */
  label: string
  /** heading in the sheet */
  group: string
  run: () => void
}

class Shortcuts {
  #lists: (readonly Shortcut[])[] = []
  #all: readonly Shortcut[] = []
  readonly #listeners = new Set<() => void>()

  add(list: readonly Shortcut[]): () => void {
    this.#set([...this.#lists, list])
    return () => this.#set(this.#lists.filter((each) => each !== list))
  }

  /** those of the page that is open last, so that it overrides the rest */
  readonly all = (): readonly Shortcut[] => this.#all

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(lists: (readonly Shortcut[])[]): void {
    this.#lists = lists
    this.#all = lists.flat()
    for (const listener of this.#listeners) listener()
  }
}

const Context = createContext(new Shortcuts())

/** Listens to the keyboard for all pages below. Keys without a modifier rest while somebody types. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const shortcuts = useMemo(() => new Shortcuts(), [])
  useEffect(() => {
    let before = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey) return
      const isMod = event.metaKey || event.ctrlKey
      if (!isMod && (isTyping(event.target) || document.querySelector('[role="dialog"],[role="menu"]'))) return
      const key = isMod ? `mod+${event.key.toLowerCase()}` : event.key
      const found = shortcuts.all().findLast(({ keys }) => keys === (before ? `${before} ${key}` : key) || keys === key)
      before = ''
      clearTimeout(timer)
      if (found) {
        event.preventDefault()
        found.run()
      } else if (shortcuts.all().some(({ keys }) => keys.startsWith(`${key} `))) {
        before = key
        timer = setTimeout(() => {
          before = ''
        }, 1_500)
      }
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [shortcuts])
  return <Context value={shortcuts}>{children}</Context>
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Gives a page its shortcuts while it is open. They may close over what the page knows now. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const shortcuts = useContext(Context)
  const latest = useRef(list)
  latest.current = list
  const names = list.map(({ keys, label }) => `${keys} ${label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` says when the list is another one
  useEffect(
    () =>
      shortcuts.add(
        latest.current.map((shortcut, index) => ({ ...shortcut, run: () => latest.current[index]?.run() })),
      ),
    [shortcuts, names],
  )
}

export function useAllShortcuts(): readonly Shortcut[] {
  const shortcuts = useContext(Context)
  return useSyncExternalStore(shortcuts.subscribe, shortcuts.all)
}
