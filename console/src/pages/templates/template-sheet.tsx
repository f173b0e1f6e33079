import type { MessageTemplate } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import type { MetaComponent } from '../../../../server/src/whatsapp/templates/meta.ts'
import { renderTemplate } from '../../../../server/src/whatsapp/templates/render.ts'
import { TemplatePhone } from '../../templates/template-phone.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Time } from '../../ui/time.tsx'
import { categoryName, languageName, statusName, statusTones } from './template-words.ts'

/** One template beside the list: as the customer sees it, and what Meta says of it. */
export function TemplateSheet({ template, onClose }: { template: MessageTemplate; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { name, status, rejectedReason, category, language, id, processMapping, updatedAt } = template
  const mapped = Object.entries(processMapping)
  return (
    <Dialog isOpen isSheet onClose={onClose} title={name}>
      <div className="flex flex-col gap-5">
        <TemplatePhone rendered={renderTemplate(template.components as unknown as MetaComponent[])} />
        {rejectedReason && rejectedReason !== 'NONE' && (
          <p className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {t('Meta’s reason: {{reason}}', { reason: rejectedReason })}
          </p>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[13px]">
          <dt className="text-ink-soft">{t('Status')}</dt>
          <dd>
            <Badge tone={statusTones[status] ?? 'neutral'}>{statusName(t, status)}</Badge>
          </dd>
          <dt className="text-ink-soft">{t('Category')}</dt>
          <dd>{categoryName(t, category)}</dd>
          <dt className="text-ink-soft">{t('Language')}</dt>
          <dd>{`${languageName(language, i18n.language)} (${language})`}</dd>
          <dt className="text-ink-soft">{t('Id')}</dt>
          <dd>
            <Id value={id} label={t('Copy the id of the template')} />
          </dd>
          <dt className="text-ink-soft">{t('Filled from processes')}</dt>
          <dd>
            {mapped.length === 0 ? t('no') : mapped.map(([place, attribute]) => `${place} ← ${attribute}`).join(', ')}
          </dd>
          <dt className="text-ink-soft">{t('Changed')}</dt>
          <dd>
            <Time at={updatedAt} />
          </dd>
        </dl>
      </div>
    </Dialog>
  )
}
