import type { Plugin } from '@nadi/sdk'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import { LinkTabs } from '../../ui/link-tabs.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { PluginMenu } from './plugin-menu.tsx'

interface PluginFrameProps {
  /** undefined while it is on its way */
  plugin: Plugin | undefined
  /** of the page, before the account's menu */
  actions?: ReactNode
  children: ReactNode
}

/** What all pages of an account have above: its name with its id to copy, its menu, its parts. */
export function PluginFrame({ plugin, actions, children }: PluginFrameProps) {
  const { t } = useTranslation()
  const to = `/admin/plugin/${plugin?.id ?? ''}`
  return (
    <Frame
      title={
        plugin ? (
          <span className="flex items-center gap-1">
            <span className="truncate">{plugin.name}</span>
            <CopyButton value={plugin.id} label={t('Copy Plugin Id')} />
          </span>
        ) : (
          t('WhatsApp Setup')
        )
      }
      documentTitle={plugin?.name ?? t('WhatsApp Setup')}
      back={{ to: '/admin/plugin', label: t('WhatsApp Setup') }}
      actions={
        plugin && (
          <>
            {actions}
            <PluginMenu plugin={plugin} />
          </>
        )
      }
      toolbar={
        plugin && (
          <LinkTabs
            label={t('Parts of the account')}
            tabs={[
              { to, label: t('Setup') },
              { to: `${to}/templates`, label: t('Templates') },
            ]}
          />
        )
      }
    >
      {children}
    </Frame>
  )
}
