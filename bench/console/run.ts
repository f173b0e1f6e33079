/** `npm run bench:console [name …] [--processes N] [--messages N] [--rounds N]`: the console's figures, in a real browser. */
import { parseArgs } from 'node:util'
import { launchChromium } from '../../server/test/harness/chromium.ts'
import { type Child, startChild } from '../child.ts'
import { startBenchPostgres } from '../postgres.ts'
import { accessibility } from './accessibility.ts'
import { arrivals } from './arrivals.ts'
import { clicks } from './clicks.ts'
import { firstScreen } from './first-screen.ts'
import type { ConsoleBench, ConsoleContext, ConsoleServer, Figure } from './measured.ts'
import { table } from './table.ts'

const benches: ConsoleBench[] = [firstScreen, clicks, table, arrivals, accessibility]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    processes: { type: 'string', default: '1000000' },
    messages: { type: 'string', default: '250' },
    rounds: { type: 'string', default: '3' },
  },
})
const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)))
if (chosen.length === 0)
  throw new Error(`There is no such bench. Known are: ${benches.map(({ name }) => name).join(', ')}.`)

const postgres = await startBenchPostgres()
const browser = await launchChromium()
const servers: Child<ConsoleServer>[] = []
const start = async (settings: Record<string, unknown>): Promise<ConsoleServer> => {
  const child = await startChild<ConsoleServer>('console/server.ts', settings)
  servers.push(child)
  return { ...child.told, url: child.url }
}
let demo: Promise<ConsoleServer> | undefined
const context: ConsoleContext = {
  browser,
  demo: () => {
    demo ??= postgres.createDatabase('console_demo').then((url) => start({ url }))
    return demo
  },
  serve: async (database, fill) => {
    const url = await postgres.createDatabase(database)
    return start({ url, team: await fill(url) })
  },
  sizes: { processes: Number(values.processes), messages: Number(values.messages), rounds: Number(values.rounds) },
  say: (line) => void process.stderr.write(`  ${line}\n`),
}
const figures: Figure[] = []
const notes = [`PostgreSQL: ${await postgres.settings()}`, `Chromium ${browser.version()}, without a screen`]
try {
  for (const bench of chosen) {
    process.stderr.write(`\n${bench.name}\n`)
    try {
      const findings = await bench.run(context)
      figures.push(...findings.figures)
      notes.push(...findings.notes)
    } catch (error) {
      // what the others have measured is not lost
      process.exitCode = 1
      notes.push(`${bench.name} could not be measured: ${error instanceof Error ? error.stack : error}`)
    }
  }
} finally {
  await browser.close()
  for (const server of servers) await server.stop()
  await postgres.stop()
}

console.log('\n| what | measured | to reach | |\n|---|---|---|---|')
for (const { what, measured, target, isMet } of figures) {
  console.log(`| ${what} | ${measured} | ${target} | ${isMet ? 'reached' : 'not reached'} |`)
}
for (const note of notes) console.log(`\n${note}`)
