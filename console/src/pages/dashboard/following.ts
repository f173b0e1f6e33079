import { keepPreviousData } from '@tanstack/react-query'

interface Known {
  state: { data: { meta: { isBehind: boolean } } | undefined }
}

/** How each statistic is asked for: what was shown stays while another range comes, and it is asked again while events are still being counted. */
export const following = {
  placeholderData: keepPreviousData,
  refetchInterval: ({ state }: Known) => (state.data?.meta.isBehind ? 2_000 : false) as number | false,
}
