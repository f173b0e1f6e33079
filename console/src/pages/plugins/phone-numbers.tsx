import type { Plugin, WhatsAppPhoneNumber } from '@nadi/sdk'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Section } from '../../ui/page.tsx'
import { numberStatusName, qualityName, qualityTone, tierName } from './plugin-words.ts'
import { RegisterDialog } from './register-dialog.tsx'

export function PhoneNumbers({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation()
  const [registering, setRegistering] = useState<WhatsAppPhoneNumber | null>(null)
  const unregistered = new Set(
    plugin.health.numbers.filter(({ isRegistered }) => !isRegistered).map(({ phoneNumberId }) => phoneNumberId),
  )
  return (
    <Section title={t('Phone numbers')} description={t('The id is what programs send as whatsappPhoneNumberId.')}>
      {plugin.phoneNumbers.length === 0 ? (
        <p className="text-ink-soft">{t('Add a number in the WhatsApp Manager, then check again.')}</p>
      ) : (
        <DataTable
          label={t('Phone numbers')}
          rows={plugin.phoneNumbers}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'number',
              title: t('Number'),
              cell: ({ displayPhoneNumber, verifiedName }) => (
                <>
                  <span className="block whitespace-nowrap font-medium">{displayPhoneNumber}</span>
                  <span className="text-[12.5px] text-ink-soft">{verifiedName}</span>
                </>
              ),
            },
            { key: 'id', title: t('Id'), cell: ({ id }) => <Id value={id} label={t('Copy the id of the number')} /> },
            {
              key: 'quality',
              title: t('Quality'),
              cell: ({ qualityScore: { score } }) => (
                <Badge tone={qualityTone[score] ?? 'neutral'}>{qualityName(t, score)}</Badge>
              ),
            },
            {
              key: 'tier',
              title: t('New customers'),
              cell: ({ messagingLimitTier }) => tierName(t, messagingLimitTier),
            },
            {
              key: 'speed',
              title: t('Speed'),
              cell: ({ throughput: { level } }) =>
                level === 'HIGH' ? t('1,000 messages a second') : t('80 messages a second'),
            },
            {
              key: 'status',
              title: t('Status'),
              cell: (number) =>
                unregistered.has(number.id) && plugin.status === 'CONNECTED' ? (
                  <span className="flex items-center gap-2">
                    <Badge tone="danger">{numberStatusName(t, number.status)}</Badge>
                    <Button size="sm" onClick={() => setRegistering(number)}>
                      {t('Register')}
                    </Button>
                  </span>
                ) : (
                  <Badge tone={number.status === 'CONNECTED' ? 'success' : 'neutral'}>
                    {numberStatusName(t, number.status)}
                  </Badge>
                ),
            },
          ]}
        />
      )}
      <RegisterDialog pluginId={plugin.id} number={registering} onClose={() => setRegistering(null)} />
    </Section>
  )
}
