import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateCalls } from '../../api/invalidate.ts'
import { useSession } from '../../app/session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { EnrolDialog } from './enrol-dialog.tsx'
import { RemoveFactorDialog } from './remove-factor-dialog.tsx'

/** A code from a device beside the password. */
export function SecondFactorSection() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { hasSecondFactor } = useSession()
  const [open, setOpen] = useState<'enrol' | 'remove' | null>(null)
  const start = useMutation({
    mutationFn: () => api.call('POST /v1/ext/session/second-factor'),
    onSuccess: () => setOpen('enrol'),
  })
  const close = (): void => {
    setOpen(null)
    void invalidateCalls(client, 'GET /v1/ext/session')
  }
  return (
    <Section
      title={t('Second factor')}
      description={t('With it a stolen password alone opens nothing: signing in also asks for a code from your phone.')}
      actions={hasSecondFactor ? <Badge tone="success">{t('on')}</Badge> : <Badge>{t('off')}</Badge>}
    >
      {hasSecondFactor ? (
        <Button look="danger" onClick={() => setOpen('remove')}>
          {t('Turn off')}
        </Button>
      ) : (
        <Button icon={ShieldCheck} isBusy={start.isPending} onClick={() => start.mutate()}>
          {t('Turn on')}
        </Button>
      )}
      {open === 'enrol' && start.data && <EnrolDialog secret={start.data.data} onClose={close} />}
      {open === 'remove' && <RemoveFactorDialog onClose={close} />}
    </Section>
  )
}
