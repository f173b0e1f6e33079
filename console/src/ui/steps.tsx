import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'

/** How far somebody has come in what goes step by step. */
export function Steps({ names, current }: { names: readonly string[]; current: number }) {
  const { t } = useTranslation()
  return (
    <ol aria-label={t('Steps')} className="flex gap-6 pb-3">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index === current ? 'step' : undefined}
          className={cx('flex items-center gap-2', index === current ? 'font-medium' : 'text-ink-soft')}
        >
          <span
            className={cx(
              'flex size-5 items-center justify-center rounded-full text-[11px]',
              index === current ? 'bg-accent text-accent-ink' : 'bg-sunken',
            )}
          >
            {index + 1}
          </span>
          <span className={cx(index !== current && 'max-sm:sr-only')}>{name}</span>
        </li>
      ))}
    </ol>
  )
}
