import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useAllShortcuts } from './shortcuts.tsx'

/** Every shortcut that works on the page that is open. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const groups = Map.groupBy(useAllShortcuts(), ({ group }) => group)
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('Keyboard shortcuts')} size="lg">
      <div className="columns-2 gap-8 max-sm:columns-1">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-2 font-medium text-ink-soft">{group}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div key={`${keys} ${label}`} className="flex items-center justify-between gap-4 py-1">
                  <dt>{label}</dt>
                  <dd>
                    <Kbd keys={keys.replace('mod+k', '⌘K').replace('mod+', '⌘')} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
