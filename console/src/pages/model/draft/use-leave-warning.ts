import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConfirm } from '../../../ui/confirm.tsx'

/** Asks whoever leaves a page with edits that are not applied; its own tabs are not left. */
export function useLeaveWarning(hasEdits: boolean, base: string): void {
  const { t } = useTranslation()
  const confirm = useConfirm()
  useBlocker({
    disabled: !hasEdits,
    enableBeforeUnload: hasEdits,
    shouldBlockFn: async ({ next }) => {
      if (next.pathname === base || next.pathname.startsWith(`${base}/`)) return false
      return !(await confirm({
        title: t('Leave without applying the changes?'),
        body: t('What you edited here is lost.'),
        action: t('Leave'),
        isDanger: true,
      }))
    },
  })
}
