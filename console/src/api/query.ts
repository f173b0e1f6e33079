import type { CallName, Input } from '@nadi/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'

type Arguments<Name extends CallName> = Parameters<typeof api.call<Name>>

/**
 * A call that reads, as TanStack Query takes it. Its key is the call's name and input, so that whoever hears of a change drops by name: see
 * `invalidate.ts`.
 * @example const roles = useQuery(callOf('GET /v1/ext/roles'))
 */
export function callOf<Name extends CallName>(
  name: Name,
  ...input: Arguments<Name> extends [Name, ...infer Rest] ? Rest : never
) {
  const given = (input[0] ?? {}) as Input<Name>
  return queryOptions({
    queryKey: [name, given] as const,
    queryFn: ({ signal }) => api.call(...([name, { ...given, signal }] as unknown as Arguments<Name>)),
  })
}
