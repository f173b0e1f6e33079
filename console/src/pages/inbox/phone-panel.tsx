import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { IconButton } from '../../ui/icon-button.tsx'

/** Where the demo's phone is; null where there is none. */
export const usePhoneUrl = (): string | null =>
  useQuery({ ...callOf('GET /v1/ext/console'), staleTime: Number.POSITIVE_INFINITY }).data?.data.phoneUrl ?? null

/** The simulator's phone beside the inbox: there one is the customer of the chat that is open. */
export function PhonePanel({ chatId, close }: { chatId: string | undefined; close: () => void }) {
  const { t } = useTranslation()
  const url = usePhoneUrl()
  const chat = useQuery({
    ...callOf('GET /v1/ext/chat/{chatId}', { path: { chatId: chatId ?? '' } }),
    enabled: chatId !== undefined,
  }).data?.data
  if (url === null || (chatId && !chat)) return null
  const address = new URL(url)
  if (chat) {
    address.searchParams.set('number', chat.whatsappPhoneNumberId)
    address.searchParams.set('customer', chat.contact?.waId ?? chat.groupId ?? '')
  }
  return (
    <aside
      aria-label={t("The customer's phone")}
      className="flex w-96 shrink-0 flex-col border-line border-s bg-sunken max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-30 max-xl:max-w-full max-xl:shadow-2xl"
    >
      <header className="flex items-center gap-2 border-line border-b px-3 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{t("The customer's phone")}</h2>
          <p className="text-[12.5px] text-ink-soft">
            {t('A simulator stands in for WhatsApp: write as the customer.')}
          </p>
        </div>
        <IconButton icon={X} label={t('Hide the phone')} onClick={close} />
      </header>
      <iframe
        key={address.href}
        src={address.href}
        title={t("The customer's phone")}
        className="min-h-0 w-full flex-1"
      />
    </aside>
  )
}
