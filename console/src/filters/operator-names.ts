import type { TFunction } from 'i18next'
import type { FilterField } from './fields.ts'
import type { Operator } from './filter.ts'

/** How an operator reads between a field and its value. */
export function operatorName(t: TFunction, operator: Operator, kind: FilterField['kind'] | undefined): string {
  const isTime = kind === 'moment' || kind === 'day'
  switch (operator) {
    case '=':
      return t('is')
    case '!=':
      return t('is not')
    case 'in':
      return kind === 'choice' ? t('is') : t('is any of')
    case '>':
      return isTime ? t('is after') : t('is more than')
    case '>=':
      return isTime ? t('is from') : t('is at least')
    case '<':
      return isTime ? t('is before') : t('is less than')
    case '<=':
      return isTime ? t('is until') : t('is at most')
    case 'contains':
      return t('contains')
    case 'startsWith':
      return t('starts with')
    case 'within':
      return t('is within')
    case 'exists':
      return t('is set')
  }
}
