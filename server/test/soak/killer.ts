import { setTimeout as sleep } from 'node:timers/promises'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import type { RealServer } from './real-server.ts'

export const kinds = ['server', 'PostgreSQL', 'both', 'server, PostgreSQL left running'] as const
export type Kind = (typeof kinds)[number]

/** Which ends come in which order: each kind as often as the next; where there is no room for all, the first ones. */
export function planKills(count: number, random: Random): Kind[] {
  const rounds = Array.from({ length: Math.ceil(count / kinds.length) }, () => random.shuffled(kinds.slice(0, count)))
  return rounds.flat().slice(0, count)
}

const patience = 60_000

/** Kills with -9, starts again what does not start itself, and answers how many bulk jobs were under way. */
export async function kill(kind: Kind, server: RealServer, ledger: Ledger): Promise<number> {
  const underWay = ledger.openJobs.size
  if (kind === 'PostgreSQL') {
    await server.killPostmaster()
    return underWay
  }
  if (kind === 'server, PostgreSQL left running') await server.killGuard()
  if (kind === 'both') await server.killPostmaster()
  await server.killServer()
  await server.start()
  return underWay
}

/** Waits until work goes on, so that each kill hits a server at work. @throws Error where nothing is acknowledged any more */
export async function workGoesOn(ledger: Ledger, server: RealServer, newWrites: number): Promise<void> {
  const before = ledger.writes
  const deadline = Date.now() + patience
  while (ledger.writes < before + newWrites) {
    if (server.endedUnasked) throw new Error(`The server ended (${server.endedUnasked}):\n${server.lastWords()}`)
    if (Date.now() > deadline)
      throw new Error(`Nothing was acknowledged any more. The server said:\n${server.lastWords()}`)
    await sleep(50)
  }
}
