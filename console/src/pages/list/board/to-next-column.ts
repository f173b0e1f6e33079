import type { KeyboardCoordinateGetter } from '@dnd-kit/core'

/** The arrow keys carry a card from column to column, over those where it may not go. */
export const toNextColumn: KeyboardCoordinateGetter = (event, { context }) => {
  const { droppableContainers, droppableRects, collisionRect } = context
  const step = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0
  if (step === 0 || !collisionRect) return undefined
  event.preventDefault()
  const middle = collisionRect.left + collisionRect.width / 2
  const columns = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => droppableRects.get(id) ?? [])
    .toSorted((one, other) => one.left - other.left)
  const next =
    step === 1
      ? columns.find(({ left }) => left > middle)
      : columns.findLast(({ left, width }) => left + width < middle)
  return next && { x: next.left + (next.width - collisionRect.width) / 2, y: next.top + 60 }
}
