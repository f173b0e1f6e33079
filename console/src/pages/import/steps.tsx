import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'

const steps = ['file', 'mapping', 'preview', 'run'] as const

export function Steps({ current }: { current: (typeof steps)[number] }) {
  const { t } = useTranslation()
  const names = { file: t('File'), mapping: t('Columns'), preview: t('Preview'), run: t('Import') }
  return (
    <ol aria-label={t('Steps')} className="flex gap-6 pb-3">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          className={cx('flex items-center gap-2', step === current ? 'font-medium' : 'text-ink-soft')}
        >
          <span
            className={cx(
              'flex size-5 items-center justify-center rounded-full text-[11px]',
              step === current ? 'bg-accent text-accent-ink' : 'bg-sunken',
            )}
          >
            {index + 1}
          </span>
          <span className={cx(step !== current && 'max-sm:sr-only')}>{names[step]}</span>
        </li>
      ))}
    </ol>
  )
}
