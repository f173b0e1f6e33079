import { Outlet, useMatches, useRouter } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { permissionGroups } from '../pages/roles/role-words.ts'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { type Permission, useMay, useSession } from './session.ts'

/** Whether the person's role may open the page at a path. The server decides what it answers; this leads nobody to what it would refuse. */
export function useMayOpen(): (path: string) => boolean {
  const may = useMay()
  const routes: Readonly<Record<string, { options: { staticData?: { permission?: Permission } } } | undefined>> =
    useRouter().routesByPath
  return (path) => {
    const permission = routes[path]?.options.staticData?.permission
    return !permission || may(permission)
  }
}

/** The page at the address, or what one would need to open it. */
export function AllowedPage() {
  const permission = useMatches({ select: (matches) => matches.at(-1)?.staticData.permission })
  const may = useMay()
  return permission && !may(permission) ? <ForbiddenPage permission={permission} /> : <Outlet />
}

function ForbiddenPage({ permission }: { permission: Permission }) {
  const { t } = useTranslation()
  const { role } = useSession()
  const known = permissionGroups(t).flatMap(({ permissions }) => permissions)
  const name = known.find(({ value }) => value === permission)?.label ?? permission
  return (
    <Page title={t('Not for your role')}>
      <EmptyState icon={Lock} title={t('Your role may not open this page')}>
        <p>
          {t('It takes the permission “{{permission}}”, which the role {{role}} does not have.', {
            permission: name,
            role: role.name,
          })}
        </p>
        <p>{t('Whoever manages roles in your team can give it to you.')}</p>
      </EmptyState>
    </Page>
  )
}
