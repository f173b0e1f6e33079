import { cx } from './class-names.ts'

const hues = [12, 48, 96, 150, 176, 205, 235, 265, 295, 330]

/** The initials of a name, on a colour of its own. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'sm' | 'md' | 'lg' }) {
  const initials = name
    .split(/[\s@.]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => [...part][0]?.toUpperCase())
    .join('')
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  const hue = hues[sum % hues.length]
  const sizes = { sm: 'size-5 text-[9px]', md: 'size-8 text-[12px]', lg: 'size-14 text-lg' }
  return (
    <span
      aria-hidden
      className={cx('inline-flex shrink-0 items-center justify-center rounded-full font-semibold', sizes[size])}
      style={{ background: `oklch(0.9 0.06 ${hue})`, color: `oklch(0.36 0.1 ${hue})` }}
    >
      {initials}
    </span>
  )
}
