import { useTranslation } from 'react-i18next'
import { CopyButton } from './copy-button.tsx'

/** What programs exchange, in letters of one width: JSON is laid out to be read, and copied as it was. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation()
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center gap-2 border-line border-b ps-3 pe-1 text-[12.5px] text-ink-soft">
        <span className="min-w-0 flex-1 truncate py-1">{label}</span>
        <CopyButton value={text} label={t('Copy {{what}}', { what: label })} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        dir="ltr"
        className="max-h-96 overflow-auto whitespace-pre-wrap break-all p-3 font-mono text-[12px]"
      >
        {laidOut(text) || '—'}
      </pre>
    </figure>
  )
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
