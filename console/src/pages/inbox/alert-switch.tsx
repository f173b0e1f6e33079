import { Bell, BellOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setAlerts, useAlerts } from '../../app/alerts.ts'
import { IconButton } from '../../ui/icon-button.tsx'

export function AlertSwitch() {
  const { t } = useTranslation()
  const isOn = useAlerts()
  return (
    <IconButton
      icon={isOn ? Bell : BellOff}
      label={isOn ? t('Be quiet about new messages') : t('Tell me of new messages in my chats')}
      isPressed={isOn}
      onClick={() => void setAlerts(!isOn)}
    />
  )
}
