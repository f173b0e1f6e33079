import type { QueryClient } from '@tanstack/react-query'
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { patiently } from './patiently.ts'
import type { Permission } from './session.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** without it the role may not open the page, and is told so */
    permission?: Permission
  }
}

export interface PageRoute {
  /** as in `/p/$procedure` */
  path: string
  /** loads the page's code when it is first opened; the module exports `Page` */
  load: () => Promise<{ Page: ComponentType }>
  /** what the address says after `?`, checked: what makes no sense is left out */
  search?: (given: Record<string, unknown>) => object
  /** its code is loaded ahead, since most people go there */
  isDaily?: true
  /** what a role must hold to open it */
  permission?: Permission
  /**
   * Begins to read what the page will show, while its code is on its way or the pointer rests on a link to it. The page is opened when what this
   * promises is there: a page that suspends instead is shown by React a third of a second later than it could be.
   */
  prefetch?: (client: QueryClient, params: Record<string, string>, search: object) => Promise<void>
}

/** Pages of an area as routes below the shell, or below the root for those that need no session. */
export const routesBelow = (parent: AnyRoute, pages: readonly PageRoute[]): AnyRoute[] =>
  pages.map(({ path, load, search, permission, prefetch }) =>
    createRoute({
      getParentRoute: () => parent,
      path,
      component: lazyRouteComponent(() => patiently(load), 'Page'),
      ...(search && { validateSearch: search }),
      ...(permission && { staticData: { permission } }),
      ...(prefetch && {
        loaderDeps: ({ search }: { search: object }) => search,
        loader: ({ context, params, deps }: Loading) => prefetch(context.queryClient, params, deps),
      }),
    }),
  )

interface Loading {
  context: { queryClient: QueryClient }
  params: Record<string, string>
  deps: object
}
