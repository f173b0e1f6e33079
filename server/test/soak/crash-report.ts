import type { Kind } from './killer.ts'
import { kinds } from './killer.ts'
import type { Ledger } from './ledger.ts'
import type { Encounters } from './persistent-client.ts'
import type { RealServer } from './real-server.ts'

export interface CrashRun {
  seed: number
  kills: Kind[]
  /** bulk jobs under way at the kills, summed up */
  jobsHit: number
  verified: Record<string, number>
  seconds: { load: number; jobs: number; checks: number }
}

/** The counts of a run, in one block. */
export function crashReport(run: CrashRun, ledger: Ledger, encounters: Encounters, server: RealServer): string {
  const sum = (lists: Iterable<readonly unknown[]>): number =>
    [...lists].reduce((total, list) => total + list.length, 0)
  const bulkRows = sum(ledger.bulkCreates.map(({ rows }) => rows))
  const changedRows = sum(ledger.bulkUpdates.map(({ values }) => values))
  const ofKind = kinds.map((kind) => `${run.kills.filter((each) => each === kind).length} × ${kind}`)
  const starts = server.startTimes.slice(1)
  const lines: [string, string][] = [
    ['seed', String(run.seed)],
    ['kill -9', `${run.kills.length}: ${ofKind.join(' · ')}`],
    ['', `${run.jobsHit} times a bulk job was under way`],
    ['started again in', starts.length > 0 ? `${Math.min(...starts)}–${Math.max(...starts)} ms` : 'never'],
    ['acknowledged', `${ledger.writes} writes`],
    [
      '',
      `${ledger.creates.size} leads created, ${ledger.merges.length} sent by number, ${ledger.tasks.size} calls completed`,
    ],
    [
      '',
      `${sum(ledger.counters.values())} counter updates, ${sum(ledger.removals.values())} deletions and restorations`,
    ],
    [
      '',
      `${ledger.bulkCreates.length} bulk creates of ${bulkRows} rows, ${ledger.bulkUpdates.length} bulk updates of ${changedRows}`,
    ],
    [
      'sent again',
      `${encounters.retried}: ${[...encounters.setbacks].map(([what, count]) => `${count} × ${what}`).join(' · ')}`,
    ],
    [
      'found',
      Object.entries(run.verified)
        .map(([what, count]) => `${count} ${what}`)
        .join(', '),
    ],
    ['lost, doubled, stuck', '0'],
    ['seconds', `load ${run.seconds.load}, last jobs ${run.seconds.jobs}, checks ${run.seconds.checks}`],
  ]
  return ['', ...lines.map(([name, value]) => `  ${name.padEnd(22)}${value}`), ''].join('\n')
}
