import type { TFunction } from 'i18next'

export interface Span {
  key: string
  bounds: Readonly<Record<string, string>>
}

/** Spans of time that move on with the present; the API works out where they begin and end. */
export const spans: readonly Span[] = [
  { key: 'today', bounds: { '>=': 'now/d', '<': 'now+1d/d' } },
  { key: 'yesterday', bounds: { '>=': 'now-1d/d', '<': 'now/d' } },
  { key: 'tomorrow', bounds: { '>=': 'now+1d/d', '<': 'now+2d/d' } },
  { key: 'thisWeek', bounds: { '>=': 'now/w', '<': 'now+1w/w' } },
  { key: 'lastWeek', bounds: { '>=': 'now-1w/w', '<': 'now/w' } },
  { key: 'thisMonth', bounds: { '>=': 'now/M', '<': 'now+1M/M' } },
  { key: 'lastMonth', bounds: { '>=': 'now-1M/M', '<': 'now/M' } },
  { key: 'last7Days', bounds: { '>=': 'now-7d', '<=': 'now' } },
  { key: 'last30Days', bounds: { '>=': 'now-30d', '<=': 'now' } },
  { key: 'last90Days', bounds: { '>=': 'now-90d', '<=': 'now' } },
  { key: 'next7Days', bounds: { '>=': 'now', '<=': 'now+7d' } },
  { key: 'next30Days', bounds: { '>=': 'now', '<=': 'now+30d' } },
]

/** The key of the span that a condition's operators stand for. */
export function spanOf(side: Readonly<Record<string, unknown>>): string | undefined {
  const given = Object.entries(side)
  return spans.find(
    ({ bounds }) =>
      given.length === Object.keys(bounds).length && given.every(([operator, value]) => bounds[operator] === value),
  )?.key
}

export function spanNames(t: TFunction): Record<string, string> {
  return {
    today: t('today'),
    yesterday: t('yesterday'),
    tomorrow: t('tomorrow'),
    thisWeek: t('this week'),
    lastWeek: t('last week'),
    thisMonth: t('this month'),
    lastMonth: t('last month'),
    last7Days: t('the last 7 days'),
    last30Days: t('the last 30 days'),
    last90Days: t('the last 90 days'),
    next7Days: t('the next 7 days'),
    next30Days: t('the next 30 days'),
  }
}
