import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { cx } from './class-names.ts'
import { Hint } from './hint.tsx'

/** Copies a value; says so for two seconds. */
export function CopyButton({ value, label, className }: { value: string; label?: string; className?: string }) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const name = isCopied ? t('Copied') : (label ?? t('Copy'))
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value)
    } catch {
      // browsers give the clipboard to pages of https and of this machine only
      toast.error(t('The browser does not let this page copy. Select the text and copy it yourself.'))
      return
    }
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Hint text={name}>
      <button
        type="button"
        aria-label={name}
        onClick={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void copy()
        }}
        className={cx(
          'inline-flex size-6 shrink-0 max-sm:size-8 items-center justify-center rounded text-ink-soft hover:bg-sunken hover:text-ink',
          className,
        )}
      >
        {isCopied ? <Check aria-hidden className="size-3.5 text-success" /> : <Copy aria-hidden className="size-3.5" />}
      </button>
    </Hint>
  )
}

/** An id in letters of one width, with its copy button. */
export const Id = ({ value, label }: { value: string; label?: string }) => (
  <span className="inline-flex max-w-full items-center gap-0.5">
    <code className="truncate font-mono text-[12px] text-ink-soft">{value}</code>
    <CopyButton value={value} {...(label && { label })} />
  </span>
)
