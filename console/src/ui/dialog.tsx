import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  /** a sentence below the title */
  description?: ReactNode
  children: ReactNode
  /** buttons, the main one last */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
  /** from the edge, full height: for what is looked at beside the page */
  isSheet?: boolean
}

const widths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl', xl: 'max-w-5xl' }

export function Dialog({ isOpen, onClose, title, description, children, footer, size = 'md', isSheet }: DialogProps) {
  const { t } = useTranslation()
  const body = useRef<HTMLDivElement>(null)
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 backdrop-blur-[1px]" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            // the first thing to fill in, rather than the button that closes
            const field = body.current?.querySelector<HTMLElement>('input, textarea, select, [role="combobox"]')
            if (!field) return
            event.preventDefault()
            field.focus()
          }}
          className={cx(
            'fixed z-40 flex w-full flex-col border-line bg-surface shadow-2xl outline-none',
            widths[size],
            isSheet
              ? 'inset-y-0 end-0 border-s'
              : 'start-1/2 top-[8vh] max-h-[84vh] -translate-x-1/2 rounded-xl border max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[92vh] max-sm:translate-x-0 max-sm:rounded-b-none rtl:translate-x-1/2 rtl:max-sm:translate-x-0',
          )}
        >
          <header className="flex items-start gap-4 border-line border-b px-5 py-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-ink-soft">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={t('Close')}
              className="pressable inline-flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
            {children}
          </div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
