import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Time } from '../../ui/time.tsx'

export interface SentLink {
  /** null where it went by mail */
  link: string | null
  sentTo: string | null
  /** epoch milliseconds */
  expiresAt: number
}

/** Without mail settings the link is handed over by whoever asked for it. */
export function LinkDialog({ link, name, onClose }: { link: SentLink | null; name: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      isOpen={link !== null}
      onClose={onClose}
      title={t('A link for {{name}}', { name })}
      description={t('This server sends no mail, so hand it over yourself. It is good once.')}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('Done')}
        </Button>
      }
    >
      {link?.link && (
        <>
          <div className="flex items-center gap-2 rounded-md border border-line bg-sunken p-3">
            <input
              readOnly
              aria-label={t('Link')}
              value={link.link}
              onFocus={(event) => event.target.select()}
              className="min-w-0 flex-1 bg-transparent font-mono text-[12.5px]"
            />
            <CopyButton value={link.link} label={t('Copy the link')} />
          </div>
          <p className="mt-2 text-ink-soft">
            {t('Good until')} <Time at={link.expiresAt} isExact />
          </p>
        </>
      )}
    </Dialog>
  )
}
