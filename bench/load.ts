import autocannon from 'autocannon'

export interface Load {
  perSecond: number
  p50: number
  p99: number
}

export interface LoadOptions {
  url: string
  key: string
  connections: number
  seconds: number
  /** the next request of a connection */
  request: () => { method: 'GET' | 'POST' | 'PUT'; path: string; body?: string; headers?: Record<string, string> }
}

/** @throws Error where an answer was not a success: a figure of refusals is worth nothing */
export async function load({ url, key, connections, seconds, request }: LoadOptions): Promise<Load> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (previous) => {
          const next = request()
          return { ...previous, ...next, headers: { ...headers, ...next.headers } }
        },
      },
    ],
  })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${url} failed.`)
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Measures two loads in turn, so that a machine whose speed drifts treats both alike; the ratio is the median of the pairs'. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<Load>,
  reference: () => Promise<Load>,
): Promise<{ ours: Load; reference: Load; ratio: number }> {
  const pairs: { ours: Load; reference: Load }[] = []
  for (let round = 0; round < rounds; round++) pairs.push({ reference: await reference(), ours: await ours() })
  const middle = (loads: Load[]): Load => ({
    perSecond: median(loads.map((each) => each.perSecond)),
    p50: median(loads.map((each) => each.p50)),
    p99: median(loads.map((each) => each.p99)),
  })
  return {
    ours: middle(pairs.map((pair) => pair.ours)),
    reference: middle(pairs.map((pair) => pair.reference)),
    ratio: median(pairs.map((pair) => pair.ours.perSecond / pair.reference.perSecond)),
  }
}

export const perSecond = ({ perSecond, p50, p99 }: Load): string =>
  `${Math.round(perSecond).toLocaleString('en')}/s (p50 ${p50} ms, p99 ${p99} ms)`
