import { Link } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import type { List } from '../use-list.ts'
import { useViewChanges } from './use-view-changes.ts'
import { ViewMenu } from './view-menu.tsx'

/** The views of a list as tabs; one that is looked at otherwise than it was saved is marked, and can be saved or left as it was. */
export function ViewTabs({ list, onSaveAs }: { list: List; onSaveAs: () => void }) {
  const { t } = useTranslation()
  const { view, views, isChanged, procedure } = list
  const { save } = useViewChanges(list)
  const address = `/p/${procedure.shortId}`
  return (
    <div className="flex min-w-0 items-center gap-2">
      <nav aria-label={t('Views')} className="flex min-w-0 gap-1 overflow-x-auto">
        <Tab to={address} isCurrent={!view && !list.isViewGone} isChanged={!view && isChanged}>
          {t('All')}
        </Tab>
        {views.map((each) => (
          <Tab
            key={each.id}
            to={address}
            view={each.id}
            isCurrent={each.id === view?.id}
            isChanged={each.id === view?.id && isChanged}
          >
            {each.name}
            {each.isShared && <Users aria-label={t('shared')} className="size-3.5 text-ink-soft" />}
          </Tab>
        ))}
      </nav>
      {list.isViewGone && (
        <p role="status" className="whitespace-nowrap text-[13px] text-warning">
          {t('This view is not there any more, or not shared with you.')}
        </p>
      )}
      {view && <ViewMenu list={list} view={view} onSaveAs={onSaveAs} />}
      {isChanged && (
        <div className="ms-auto flex shrink-0 gap-1">
          <Button size="sm" look="ghost" onClick={list.reset}>
            {t('Reset')}
          </Button>
          {view?.mayChange ? (
            <Button size="sm" onClick={() => save.mutate(view)} isBusy={save.isPending}>
              {t('Save')}
            </Button>
          ) : (
            <Button size="sm" onClick={onSaveAs}>
              {t('Save as a view')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

interface TabProps {
  to: string
  view?: string
  isCurrent: boolean
  isChanged: boolean
  children: React.ReactNode
}

function Tab({ to, view, isCurrent, isChanged, children }: TabProps) {
  const { t } = useTranslation()
  return (
    <Link
      to={to}
      search={view === undefined ? {} : { view }}
      activeOptions={{ exact: true, includeSearch: true }}
      activeProps={{ 'aria-current': undefined }}
      aria-current={isCurrent ? 'page' : undefined}
      className={cx(
        'pressable inline-flex items-center gap-1.5 whitespace-nowrap border-b-2 px-2.5 py-2',
        isCurrent ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-soft hover:text-ink',
      )}
    >
      {children}
      {isChanged && (
        <span role="img" aria-label={t('changed and not saved')} className="size-1.5 rounded-full bg-warning" />
      )}
    </Link>
  )
}
