import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'
import type { SideName } from './side.ts'

interface SideTabsProps {
  side: SideName | undefined
  /** what stands beside the details on a wide screen */
  beside: SideName
  /** how many chats there are */
  chats: number
}

/** What is shown beside the details; on a narrow screen the details are one of the tabs. */
export function SideTabs({ side, beside, chats }: SideTabsProps) {
  const { t } = useTranslation()
  const tab = (name: SideName, label: string, count?: number) => {
    const isOnNarrow = (side ?? 'details') === name
    const isOnWide = name !== 'details' && beside === name
    return (
      <Link
        to="."
        search={{ side: name }}
        replace
        className={cx(
          'pressable whitespace-nowrap border-b-2 px-2.5 py-2 hover:text-ink',
          name === 'details' && 'lg:hidden',
          isOnNarrow
            ? 'max-lg:border-accent max-lg:font-medium max-lg:text-ink'
            : 'max-lg:border-transparent max-lg:text-ink-soft',
          isOnWide ? 'lg:border-accent lg:font-medium lg:text-ink' : 'lg:border-transparent lg:text-ink-soft',
        )}
      >
        {label}
        {count !== undefined && count > 0 && (
          <span className="ms-1.5 text-[12px] text-ink-soft tabular-nums">{count}</span>
        )}
      </Link>
    )
  }
  return (
    <nav aria-label={t('Beside the details')} className="flex gap-1 lg:ms-auto lg:w-[26rem] xl:w-[30rem]">
      {tab('details', t('Details'))}
      {tab('chat', t('Chat'), chats)}
      {tab('history', t('History'))}
    </nav>
  )
}
