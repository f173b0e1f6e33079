import type { Browser } from 'playwright-core'
import type { DemoWhatsApp } from '../../server/src/demo/whatsapp.ts'

/** One line of the table that `npm run bench:console` prints. */
export interface Figure {
  what: string
  /** with its unit: `median 48 ms` */
  measured: string
  /** what is good enough */
  target: string
  isMet: boolean
}

export interface Findings {
  figures: Figure[]
  /** what stands beside the table */
  notes: string[]
}

/** A team of a database that was filled by other means. */
export interface StandingTeam {
  username: string
  key: string
}

/** A server with somebody who can sign in. */
export interface ConsoleServer {
  url: string
  username: string
  key: string
  /** the demo's simulator, and its customer's phone */
  whatsapp: DemoWhatsApp | null
}

export interface ConsoleContext {
  browser: Browser
  /** the demo's team; the same one for all that ask */
  demo(): Promise<ConsoleServer>
  /** a server of its own, on a database that is filled first */
  serve(database: string, fill: (url: string) => Promise<StandingTeam>): Promise<ConsoleServer>
  sizes: Sizes
  say(line: string): void
}

export interface Sizes {
  /** of the table's team */
  processes: number
  /** from the phone */
  messages: number
  /** browsers that visit all pages, one after the other */
  rounds: number
}

export interface ConsoleBench {
  name: string
  run(context: ConsoleContext): Promise<Findings>
}
