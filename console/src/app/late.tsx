import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { patiently } from './patiently.ts'

/**
 * A part of a page that is not there from the beginning: its code is loaded when it is first shown. React's own `lazy` would show it a third of a
 * second later than it could, since it does not let what holds a place go at once.
 * @param meanwhile what holds its place
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, meanwhile: ReactNode = null) {
  let loaded: ComponentType<Props> | undefined
  return function Late(props: Props) {
    const [Part, setPart] = useState(() => loaded)
    const [problem, setProblem] = useState<unknown>()
    useEffect(() => {
      if (loaded) return
      patiently(load).then((part) => {
        loaded = part
        setPart(() => part)
      }, setProblem)
    }, [])
    // the page's error boundary says so
    if (problem) throw problem
    return Part ? <Part {...props} /> : meanwhile
  }
}

/** A dialog whose code is loaded when it is first opened. */
export function lateDialog<Props extends { isOpen: boolean }>(load: () => Promise<ComponentType<Props>>) {
  const Late = late(load)
  return function LateDialog(props: Props) {
    const [wasOpen, setWasOpen] = useState(props.isOpen)
    if (props.isOpen && !wasOpen) setWasOpen(true)
    return wasOpen ? <Late {...props} /> : null
  }
}
