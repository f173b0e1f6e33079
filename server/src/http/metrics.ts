import type { onResponseHookHandler } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

type Figures = Iterable<readonly [value: string, figure: number]>

/** What a server tells Prometheus of itself: https://prometheus.io/docs/practices/naming/ */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests: Histogram
  readonly #jobs: Counter
  readonly #durations = new Map<string, Histogram.Internal<string>>()

  constructor() {
    collectDefaultMetrics({ register: this.#registry })
    this.#requests = new Histogram({
      name: 'nadi_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer, by route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [this.#registry],
    })
    this.#jobs = new Counter({
      name: 'nadi_jobs_total',
      help: 'Jobs of the queue that this server ran, by task and outcome.',
      labelNames: ['task', 'outcome'],
      registers: [this.#registry],
    })
  }

  /** An onResponse hook. */
  readonly measureRequest: onResponseHookHandler = (request, reply, done) => {
    if (request.routeOptions.config.staysOpen) return done()
    const method = request.method
    const route = request.routeOptions.url ?? 'none'
    const key = `${method} ${reply.statusCode} ${route}`
    let duration = this.#durations.get(key)
    if (!duration) {
      duration = this.#requests.labels({ method, route, status: String(reply.statusCode) })
      this.#durations.set(key, duration)
    }
    duration.observe(reply.elapsedTime / 1_000)
    done()
  }

  readonly countJob = (task: string, outcome: 'done' | 'failed'): void => this.#jobs.inc({ task, outcome })

  /** Figures that are looked up when Prometheus asks, one for each value of the label. */
  watch(name: string, help: string, label: string, read: () => Figures | Promise<Figures>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      async collect() {
        this.reset()
        for (const [value, figure] of await read()) this.set({ [label]: value }, figure)
      },
    })
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  read(): Promise<string> {
    return this.#registry.metrics()
  }
}
