import { NadiError } from '@nadi/sdk'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { callOf } from '../api/query.ts'
import { signInPages } from '../pages/sign-in/routes.ts'
import { areas } from './areas.ts'
import { NoSuchPage, NotFoundPage, RouteErrorPage } from './error-page.tsx'
import { liveStream } from './live-stream.ts'
import { patiently } from './patiently.ts'
import { routesBelow } from './route.ts'
import { sessionQuery } from './session.ts'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
})

const loadShell = () => import('./shell.tsx')

/** Everything that needs a session stands below; who has none is asked to sign in, and comes back. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => patiently(loadShell), 'Shell'),
  beforeLoad: async ({ context: { queryClient }, location }) => {
    // its code comes while the session is asked for; where it does not, the route says so
    loadShell().catch(() => undefined)
    try {
      const { data } = await queryClient.ensureQueryData(sessionQuery())
      if (data.mustChangePassword) throw redirect({ to: '/new-password', search: { next: location.href } })
      await liveStream.begin(queryClient)
      await queryClient.ensureQueryData(callOf('GET /v1/ext/config'))
    } catch (error) {
      if (error instanceof NadiError && error.status === 401) {
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
      }
      throw error
    }
  },
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/my-day' })
  },
})

const tree = root.addChildren([
  ...routesBelow(root, signInPages),
  shell.addChildren([home, ...routesBelow(shell, areas)]),
])

export const makeRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: RouteErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingMs: 150,
  })
