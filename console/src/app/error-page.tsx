import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NoSuchProcedure } from '../model/team-model.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'

/** Stands in the place of a page inside the shell. */
export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('Nothing here')}>
      <EmptyState
        icon={Compass}
        title={t('There is nothing at this address')}
        action={<ButtonLink to="/">{t('Go to the start')}</ButtonLink>}
      >
        {t('It may have been deleted, or your role may not see it.')}
      </EmptyState>
    </Page>
  )
}

/** Where no page, and so no shell, has the address. */
export const NoSuchPage = () => (
  <main>
    <NotFoundPage />
  </main>
)

/** A page that could not be shown: what was refused in the server's words, anything else as a fault of ours. */
export function RouteErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  if (error instanceof NoSuchProcedure) return <NotFoundPage />
  const retry = (): void => {
    reset()
    void router.invalidate()
  }
  return <ErrorState error={error} retry={retry} />
}
