import type { ShownValueProps } from '../value-type.ts'

/** Text with its lines, where there is room. */
export const LongText = ({ value, isFull }: ShownValueProps) => (
  <span className={isFull ? 'whitespace-pre-wrap break-words' : 'truncate'}>{String(value)}</span>
)

/** The words of HTML, never its markup: whatever a customer or a program wrote, it can neither run nor load anything here. */
export const HtmlAsText = ({ attribute, value, isFull }: ShownValueProps) => (
  <LongText attribute={attribute} value={wordsOf(String(value))} isFull={isFull} />
)

function wordsOf(html: string): string {
  // parsed into a document of its own, which has no window: scripts don't run, pictures aren't fetched
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const unseen of body.querySelectorAll('script, style, template')) unseen.remove()
  for (const br of body.querySelectorAll('br')) br.replaceWith('\n')
  for (const block of body.querySelectorAll('p, div, li, tr, h1, h2, h3, h4')) block.append('\n')
  return (body.textContent ?? '').replace(/\n{3,}/g, '\n\n').trim()
}

export const Json = ({ value, isFull }: ShownValueProps) =>
  isFull ? (
    <pre
      dir="ltr"
      className="max-h-60 max-w-full overflow-auto whitespace-pre-wrap break-words rounded-md bg-sunken p-2 font-mono text-[12px]"
    >
      {JSON.stringify(value, null, 2)}
    </pre>
  ) : (
    <code dir="ltr" className="truncate font-mono text-[12px]">
      {JSON.stringify(value)}
    </code>
  )
