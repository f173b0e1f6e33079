import type { ServerResponse } from 'node:http'
import type { FastifyBaseLogger } from 'fastify'
import { Alarm } from '../../alarm.ts'
import type { Database } from '../../database/database.ts'
import { BadInput, TooManyRequests, Unavailable } from '../../errors.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { clientOf, type Scope } from '../../scope.ts'
import type { Audience } from './audience.ts'
import { Batch } from './batch.ts'
import { Judges } from './judges.ts'
import { heartbeat, opening, ready, reset, withId } from './messages.ts'
import { type Headers, OpenStream } from './open-stream.ts'
import { Snapshot } from './snapshot.ts'
import { standingOf } from './standing.ts'
import * as store from './store.ts'

export interface StreamParts {
  db: Database
  models: Models
  logger: FastifyBaseLogger
}

export interface Listener {
  response: ServerResponse
  /** of the answer */
  headers: Headers
  scope: Scope
  /** the id of the last message that it saw */
  since: string | undefined
  /** who it is by now, by the same credentials; throws where they are good no longer */
  admit: () => Promise<Scope>
}

interface Joining {
  stream: OpenStream
  joined: (now: Snapshot) => void
  failed: (error: unknown) => void
}

/** How often the event table is looked at while somebody listens. */
const lookMs = 50
/** after a look that failed */
const troubleMs = 500
const besideMs = 500
const heartbeatMs = 15_000
/** What happened in one look, or since a client was last there, is told up to so many events; of more it reads everything anew. */
const mostEvents = 1_000
const mostStreams = 10_000
/** of one key or session: more than a browser has tabs, and few enough that nobody keeps the others out */
const mostOfCaller = 100

/**
 * Tells browsers what changed. While somebody listens, one statement twenty times a second finds what is new in all their teams; it is told
 * to each as far as they may see it. Nothing is asked of those who write events, and nothing is lost while the database is away.
 */
export class EventStreams {
  readonly #parts: StreamParts
  readonly #streams = new Set<OpenStream>()
  readonly #judges: Judges
  readonly #alarm = new Alarm()
  readonly #joining: Joining[] = []
  readonly #besides: ((teamIds: readonly string[]) => Promise<void>)[] = []
  #besideAt = Number.NEGATIVE_INFINITY
  #now: Snapshot | undefined
  #running: Promise<void> | undefined
  #isStopping = false

  constructor(parts: StreamParts) {
    this.#parts = parts
    this.#judges = new Judges(parts)
  }

  get count(): number {
    return this.#streams.size
  }

  /**
   * Answers once the stream has begun: what happens from then on is told, and what happened after `since`.
   * @throws BadInput where `since` is no id of a message, TooManyRequests where the caller has too many open
   */
  async open({ since, admit, ...listener }: Listener): Promise<void> {
    const from = since ? Snapshot.of(since) : undefined
    if (since && !from) throw badId(since)
    if (this.#streams.size >= mostStreams) throw new Unavailable('This server has too many streams open.')
    if (this.#countOf(listener.scope) >= mostOfCaller) throw tooMany()
    const stream = new OpenStream(listener)
    const now = await this.#join(stream)
    listener.response.once('close', () => this.#leave(stream))
    if (stream.isOver) return this.#leave(stream)
    if (this.#isStopping) throw new Unavailable('The server is stopping.')
    this.#judges.watch(stream, admit)
    stream.begin(opening + (from ? await this.#missedBy(stream, { since: from, until: now }) : '') + ready(now))
  }

  /** What they may see may have changed, or whether they may: judges those of one team, or all. */
  judge(teamId?: string): void {
    this.#judges.judge(teamId)
  }

  /** What else those who listen are told: `look` is called every half second while somebody does, with their teams. */
  whileOpen(look: (teamIds: readonly string[]) => Promise<void>): void {
    this.#besides.push(look)
  }

  /** A message that is no event, to those of a team whom it is for. */
  tell(teamId: string, model: TeamModel, text: string, isFor: (audience: Audience) => boolean): void {
    for (const stream of this.#streams) {
      if (stream.teamId === teamId && isFor(stream.audience(model))) stream.send(text)
    }
  }

  /** Ends all streams; their clients come back to another server. */
  async stop(): Promise<void> {
    this.#isStopping = true
    for (const stream of this.#streams) stream.end()
    this.#streams.clear()
    this.#alarm.ring()
    await this.#running
  }

  #countOf(caller: Scope): number {
    const open = [...this.#streams, ...this.#joining.map(({ stream }) => stream)]
    return open.filter(({ scope }) => clientOf(scope) === clientOf(caller)).length
  }

  #join(stream: OpenStream): Promise<Snapshot> {
    return new Promise((joined, failed) => {
      this.#joining.push({ stream, joined, failed })
      this.#running ??= this.#run()
      this.#alarm.ring()
    })
  }

  #leave(stream: OpenStream): void {
    this.#streams.delete(stream)
    this.#judges.forget(stream)
  }

  async #run(): Promise<void> {
    const beating = setInterval(() => this.#beat(), heartbeatMs)
    while (this.#joining.length > 0 || this.#streams.size > 0) {
      const isWell = await this.#look()
      await this.#alarm.wait(isWell ? lookMs : troubleMs)
    }
    clearInterval(beating)
    this.#now = undefined
    this.#running = undefined
  }

  async #look(): Promise<boolean> {
    try {
      if (this.#now) await this.#tellNews(this.#now)
      else this.#now = await store.readSnapshot(this.#parts.db)
      for (const { stream, joined } of this.#joining.splice(0)) {
        this.#streams.add(stream)
        joined(this.#now)
      }
      await this.#lookBeside()
      return true
    } catch (error) {
      this.#parts.logger.warn({ err: error }, 'what changed could not be read for a moment; trying again')
      for (const { failed } of this.#joining.splice(0)) failed(error)
      return false
    }
  }

  /** What is no event is looked at less often. */
  async #lookBeside(): Promise<void> {
    if (this.#streams.size === 0 || performance.now() - this.#besideAt < besideMs) return
    this.#besideAt = performance.now()
    const teamIds = [...new Set([...this.#streams].map(({ teamId }) => teamId))]
    for (const look of this.#besides) await look(teamIds)
  }

  /** All is read before any is told: where something fails, the next look begins at the same place. */
  async #tellNews(since: Snapshot): Promise<void> {
    const { db } = this.#parts
    const listeners = Map.groupBy(this.#streams, ({ teamId }) => teamId)
    const { now, events } = await store.findNewEvents(db, [...listeners.keys()], since, mostEvents)
    const news: { of: Iterable<OpenStream>; told: (stream: OpenStream) => string }[] = []
    for (const [teamId, found] of events) {
      news.push({ of: listeners.get(teamId) ?? [], told: await this.#teller(teamId, found, now) })
    }
    this.#now = now
    // a database that went back in time, as a restored one does
    if (now.end < since.end) news.splice(0, news.length, { of: this.#streams, told: () => reset(now) })
    for (const { of, told } of news) for (const stream of of) stream.send(told(stream))
  }

  async #teller(
    teamId: string,
    events: readonly store.EventRow[],
    now: Snapshot,
  ): Promise<(stream: OpenStream) => string> {
    if (events.length > mostEvents) return () => reset(now)
    const { db, models } = this.#parts
    const model = await models.of({ teamId })
    const batch = new Batch(events, await standingOf(db, { teamId }, events))
    return (stream) => withId(batch.messagesFor(stream.audience(model)), now)
  }

  async #missedBy(stream: OpenStream, { since, until }: { since: Snapshot; until: Snapshot }): Promise<string> {
    if (since.end > until.end) return reset(until)
    const { teamId } = stream
    const events = await store.findEventsBetween(this.#parts.db, teamId, { since, until }, mostEvents)
    return events.length === 0 ? '' : (await this.#teller(teamId, events, until))(stream)
  }

  #beat(): void {
    if (this.#now) for (const stream of this.#streams) stream.send(heartbeat(this.#now))
  }
}

const tooMany = (): TooManyRequests =>
  new TooManyRequests(`This key or session has ${mostOfCaller} streams open already.`, {
    code: 'too_many_streams',
    hint: 'Close those that nobody reads, or give each program a key of its own.',
    retryAfterSeconds: 60,
  })

const badId = (since: string): BadInput =>
  new BadInput(`"${since.slice(0, 80).toWellFormed()}" is no id that this stream gave.`, {
    code: 'bad_event_id',
    path: 'since',
    hint: 'Send the id of the last message as it is, or leave it out and read everything anew.',
  })
