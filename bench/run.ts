/** `npm run bench [name …] [--seconds N]`: every figure of the README, each as a ratio to a reference measured in the same run. */
import { parseArgs } from 'node:util'
import type { Bench, Row } from './bench.ts'
import { bulk } from './bulk.ts'
import { hotPaths } from './hot-paths.ts'
import { lists } from './lists.ts'
import { startBenchPostgres } from './postgres.ts'
import { whatsappBatch } from './whatsapp-batch.ts'
import { whatsappCalls } from './whatsapp-calls.ts'
import { whatsappDeliveries } from './whatsapp-deliveries.ts'
import { whatsappInbound } from './whatsapp-inbound.ts'

const benches: Bench[] = [hotPaths, lists, bulk, whatsappCalls, whatsappInbound, whatsappBatch, whatsappDeliveries]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '5' } },
})
const chosen = benches.filter(
  (bench) => positionals.length === 0 || positionals.some((word) => bench.name.includes(word)),
)
if (chosen.length === 0)
  throw new Error(`There is no such bench. Known are: ${benches.map((bench) => bench.name).join(', ')}.`)

const postgres = await startBenchPostgres()
const rows: Row[] = []
const notes: string[] = [`PostgreSQL: ${await postgres.settings()}`]
try {
  for (const bench of chosen) {
    process.stderr.write(`\n${bench.name}\n`)
    const outcome = await bench.run({
      createDatabase: (name) => postgres.createDatabase(name),
      seconds: Number(values.seconds),
      say: (line) => void process.stderr.write(`  ${line}\n`),
    })
    rows.push(...outcome.rows)
    notes.push(...outcome.notes)
  }
} finally {
  await postgres.stop()
}

console.log('\n| work | Nadi | reference | ratio | to reach | |\n|---|---|---|---|---|---|')
for (const row of rows) {
  console.log(
    `| ${row.work} | ${row.ours} | ${row.reference} | ${row.ratio.toFixed(2)} × | ${row.target} | ${row.isMet ? 'reached' : 'not reached'} |`,
  )
}
for (const note of notes) console.log(`\n${note}`)
