import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../../app/shortcuts.tsx'
import type { Selection } from '../use-selection.ts'

interface RowKeysOptions {
  ids: readonly string[]
  selection: Selection
  open: (id: string) => void
  /** gives the list the focus */
  focus: () => void
  scrollTo: (index: number) => void
}

export interface RowKeys {
  /** of the row that the keyboard is at */
  active: number
  /** chooses or leaves a row; with shift all from the last one to it */
  choose: (index: number, isRange: boolean) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** The keyboard in a list of rows: arrows or j and k move, Enter opens, x chooses, with shift whole ranges. */
export function useRowKeys({ ids, selection, open, focus, scrollTo }: RowKeysOptions): RowKeys {
  const { t } = useTranslation()
  const [active, setActive] = useState(0)
  const [anchor, setAnchor] = useState(0)
  const at = Math.min(active, Math.max(ids.length - 1, 0))
  const between = (one: number, other: number): string[] => ids.slice(Math.min(one, other), Math.max(one, other) + 1)

  const move = (to: number, isExtending = false): void => {
    const next = Math.max(0, Math.min(to, ids.length - 1))
    if (isExtending) selection.add(between(at, next))
    else setAnchor(next)
    setActive(next)
    scrollTo(next)
  }
  const choose = (index: number, isRange: boolean): void => {
    const id = ids[index]
    if (id === undefined) return
    if (isRange) selection.add(between(anchor, index))
    else selection.toggle(id)
    setAnchor(index)
    setActive(index)
  }
  const openAt = (index: number): void => {
    const id = ids[index]
    if (id !== undefined) open(id)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey) return
    const act = actionOf(event, { at, last: ids.length - 1, move, choose, openAt, selection, ids })
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const enter = (step: number): void => {
    focus()
    move(at + step)
  }
  const group = t('List')
  useShortcuts([
    { keys: 'j', label: t('Next row'), group, run: () => enter(1) },
    { keys: 'k', label: t('Row before'), group, run: () => enter(-1) },
    { keys: 'x', label: t('Choose the row'), group, run: () => choose(at, false) },
    { keys: 'o', label: t('Open the row'), group, run: () => openAt(at) },
  ])
  return { active: at, choose, onKeyDown }
}

interface Place extends Pick<RowKeysOptions, 'ids' | 'selection'> {
  at: number
  last: number
  openAt: (index: number) => void
  move: (to: number, isExtending?: boolean) => void
  choose: RowKeys['choose']
}

const page = 12

function actionOf(
  event: KeyboardEvent,
  { at, last, move, choose, openAt, selection, ids }: Place,
): (() => void) | null {
  const isMod = event.metaKey || event.ctrlKey
  if (isMod) return event.key.toLowerCase() === 'a' ? () => selection.choose(ids) : null
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return () => move(at + 1, event.shiftKey)
    case 'ArrowUp':
    case 'k':
    case 'K':
      return () => move(at - 1, event.shiftKey)
    case 'PageDown':
      return () => move(at + page, event.shiftKey)
    case 'PageUp':
      return () => move(at - page, event.shiftKey)
    case 'Home':
      return () => move(0, event.shiftKey)
    case 'End':
      return () => move(last, event.shiftKey)
    case 'x':
    case 'X':
    case ' ':
      return () => choose(at, event.shiftKey)
    case 'Enter':
      return () => openAt(at)
    case 'Escape':
      return selection.ids.size > 0 || selection.isEverything ? () => selection.clear() : null
    default:
      return null
  }
}
