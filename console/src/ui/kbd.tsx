/** Keys to press: `g i`, `⌘K`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans text-[11px]">
      {keys.split(' ').map((key) => (
        <span key={key} className="rounded border border-current/30 px-1 leading-4">
          {key}
        </span>
      ))}
    </kbd>
  )
}
