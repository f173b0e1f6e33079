import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { Button } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'
import type { Saving } from './use-process-editor.ts'

interface ConflictNoticeProps {
  conflict: Extract<Saving, { is: 'conflict' }>
  show: (value: unknown) => ReactNode
  keepTheirs: () => void
  useMine: () => void
}

/** Someone else was first: who, when, what it is now and what oneself wanted, and the choice between the two. */
export function ConflictNotice({ conflict: { mine, theirs, by }, show, keepTheirs, useMine }: ConflictNoticeProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const who = model.user(by?.user ?? null)?.displayName ?? by?.username ?? by?.keyName ?? t('Someone')
  const empty = <span className="text-ink-soft">{t('Empty')}</span>
  return (
    <div role="alert" className="mt-1 rounded-md border border-warning/40 bg-warning-soft p-3 text-[13px]">
      <p className="font-medium text-warning">
        {by ? (
          <Trans
            t={t}
            i18nKey="{{who}} changed this <when/> while you were editing."
            values={{ who }}
            components={{ when: <Time at={by.at} /> }}
          />
        ) : (
          t('This was changed while you were editing.')
        )}
      </p>
      <dl className="my-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-ink">
        <dt className="text-ink-soft">{t('Theirs')}</dt>
        <dd>{show(theirs) ?? empty}</dd>
        <dt className="text-ink-soft">{t('Mine')}</dt>
        <dd>{show(mine) ?? empty}</dd>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={keepTheirs}>
          {t('Keep theirs')}
        </Button>
        <Button size="sm" look="primary" onClick={useMine}>
          {t('Use mine')}
        </Button>
      </div>
    </div>
  )
}
