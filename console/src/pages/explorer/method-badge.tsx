import { cx } from '../../ui/class-names.ts'

const colors: Record<string, string> = {
  GET: 'text-info',
  POST: 'text-success',
  PUT: 'text-warning',
  PATCH: 'text-warning',
  DELETE: 'text-danger',
}

export const MethodBadge = ({ method }: { method: string }) => (
  <span className={cx('w-12 shrink-0 font-mono font-semibold text-[11px]', colors[method] ?? 'text-ink-soft')}>
    {method}
  </span>
)
