import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'

/**
 * A part of a page that is not there from the beginning: its code is loaded when it is first shown.
 * @param meanwhile what holds its place
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, meanwhile: ReactNode = null) {
  const Loaded = lazy(async () => ({ default: await load() }))
  return (props: Props) => (
    <Suspense fallback={meanwhile}>
      <Loaded {...props} />
    </Suspense>
  )
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
