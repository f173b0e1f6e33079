import { listOf, type ShownValueProps } from '../value-type.ts'
import { Thumbnail } from './thumbnail.tsx'

/** A photo or several; on one line the first few, small. */
export function Photos({ attribute, value, isFull }: ShownValueProps) {
  const ids = listOf(value)
  const shown = isFull ? ids : ids.slice(0, 3)
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {shown.map((id, index) => (
        <Thumbnail key={id} photos={ids} index={index} label={attribute.name} isSmall={!isFull} />
      ))}
      {ids.length > shown.length && (
        <span className="text-ink-soft text-[12.5px]">{`+${ids.length - shown.length}`}</span>
      )}
    </span>
  )
}
