import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Answer } from './send.ts'

/** more than that is not laid out in the page */
const mostShown = 200_000

export function AnswerPanel({ answer }: { answer: Answer }) {
  const { t } = useTranslation()
  const { status, statusText, milliseconds, headers, text } = answer
  const tone = status < 300 ? 'success' : status < 500 ? 'warning' : 'danger'
  return (
    <section aria-label={t('Answer')} className="overflow-hidden rounded-xl border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-2">
        <Badge tone={tone}>{`${status} ${statusText}`}</Badge>
        <span className="text-ink-soft tabular-nums">{t('{{time}} ms', { time: Math.round(milliseconds) })}</span>
        <span className="ms-auto">
          <CopyButton value={text} label={t('Copy the answer')} />
        </span>
      </header>
      <dl className="border-line border-b px-4 py-2 font-mono text-[12px] text-ink-soft">
        {headers.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt>{name}</dt>
            <dd className="break-all text-ink">{value}</dd>
          </div>
        ))}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0} className="max-h-[32rem] overflow-auto p-4 font-mono text-[12.5px]">
        {text.length > mostShown ? `${text.slice(0, mostShown)}\n…` : text}
      </pre>
    </section>
  )
}
