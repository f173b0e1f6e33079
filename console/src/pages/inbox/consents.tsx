import type { Contact } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Switch } from '../../ui/switch.tsx'
import { Time } from '../../ui/time.tsx'

const categories = ['MARKETING', 'UTILITY'] as const
type Category = (typeof categories)[number]

/** Which templates the customer takes, and who said so. What was never said is no refusal. */
export function Consents({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const save = useMutation({
    mutationFn: ({ category, isIn }: { category: Category; isIn: boolean }) =>
      api.call('PUT /v1/ext/contact/{contactId}', {
        path: { contactId: contact.id },
        body: { consents: { [category]: isIn ? 'OPTED_IN' : 'OPTED_OUT' } },
      }),
    onSettled: () => invalidateFor(client, ['contact.']),
  })
  const names: Record<Category, string> = { MARKETING: t('Takes marketing'), UTILITY: t('Takes updates') }
  const sources = {
    KEYWORD: t('by a word'),
    PREFERENCE: t('in WhatsApp'),
    MANUAL: t('by the team'),
  }
  return (
    <ul aria-label={t('Consent')} className="flex flex-col gap-2">
      {categories.map((category) => {
        const consent = contact.consents[category]
        const isAsked = save.isPending && save.variables.category === category
        const isIn = isAsked ? save.variables.isIn : consent?.value !== 'OPTED_OUT'
        const who = model.user(consent?.user ?? null)?.displayName
        return (
          <li key={category}>
            <Switch isOn={isIn} onSwitch={(next) => save.mutate({ category, isIn: next })}>
              {names[category]}
            </Switch>
            <p className="ms-11.5 text-[12px] text-ink-soft">
              {consent ? (
                <>
                  {[
                    consent.value === 'OPTED_IN' ? t('Agreed') : t('Refused'),
                    sources[consent.source],
                    who,
                    consent.note,
                  ]
                    .filter(Boolean)
                    .join(', ')}{' '}
                  <Time at={consent.at} />
                </>
              ) : (
                t('Never said')
              )}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
