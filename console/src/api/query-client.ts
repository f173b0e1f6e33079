import { NadiError } from '@nadi/sdk'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { tellProblem } from '../ui/toast.ts'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** the page shows what went wrong itself */
      showsErrors?: boolean
    }
  }
}

const isSignedOut = (error: unknown): boolean =>
  error instanceof NadiError &&
  (error.status === 401 || error.problems.some(({ code }) => code === 'password_must_be_changed'))

/** @param signedOut called when a session has ended, or must not go on as it is */
export function makeQueryClient(signedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) signedOut()
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _input, _result, mutation) => {
        if (isSignedOut(error)) signedOut()
        if (!mutation.meta?.showsErrors) tellProblem(error)
      },
    }),
    defaultOptions: {
      // the stream of events says when something has changed: ../app/live.tsx
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 3 && !(error instanceof NadiError),
      },
      mutations: { retry: false },
    },
  })
}
