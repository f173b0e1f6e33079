import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/session.ts'
import { LinkTabs } from '../../ui/link-tabs.tsx'
import { Page } from '../../ui/page.tsx'

/** What the pages of the inbox's settings have in common: whoever answers writes canned replies, the rest is for who manages the model. */
export function Frame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  const manages = useMay()('model.manage')
  return (
    <Page
      title={t('Inbox settings')}
      actions={actions}
      toolbar={
        <LinkTabs
          label={t('Inbox settings')}
          tabs={[
            { to: '/admin/inbox', label: t('Canned replies') },
            ...(manages
              ? [
                  { to: '/admin/inbox/labels', label: t('Labels') },
                  { to: '/admin/inbox/assignment', label: t('Assignment') },
                  { to: '/admin/inbox/hours', label: t('Working hours') },
                ]
              : []),
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
