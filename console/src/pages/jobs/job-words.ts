import type { BackgroundJob, BackgroundJobEntry } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import type { Tone } from '../../ui/badge.tsx'

export const workName = (t: TFunction, work: BackgroundJob['work']): string =>
  ({ create: t('Bulk create'), update: t('Bulk update'), import: t('Import'), send: t('Send messages') })[work]

export const statusName = (t: TFunction, status: BackgroundJob['completionStatus']): string =>
  ({ IN_PROGRESS: t('At work'), COMPLETED: t('Completed'), FAILED: t('Failed'), CANCELLED: t('Cancelled') })[status]

export const statusTone: Record<BackgroundJob['completionStatus'], Tone> = {
  IN_PROGRESS: 'info',
  COMPLETED: 'success',
  FAILED: 'danger',
  CANCELLED: 'neutral',
}

export const outcomeName = (t: TFunction, outcome: BackgroundJobEntry['completionStatus']): string =>
  ({ INVALID: t('Not valid'), ERROR: t('Refused'), SUCCESS: t('Done'), NOT_STARTED: t('Waiting') })[outcome]

export const outcomeTone: Record<BackgroundJobEntry['completionStatus'], Tone> = {
  INVALID: 'warning',
  ERROR: 'danger',
  SUCCESS: 'success',
  NOT_STARTED: 'neutral',
}
