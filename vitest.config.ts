import { defineConfig } from 'vitest/config'
import { LongOnesFirst } from './server/test/harness/long-ones-first.ts'

const soak = process.env.NADI_SOAK === '1'
/** where `.ci/run` wants the counts */
const report = process.env.NADI_TEST_REPORT
/** `npm run check:meta` wants every request to Meta */
const metaRequests = process.env.NADI_META_REQUESTS ? ['server/test/harness/record-meta-requests.ts'] : []
/** they need Meta's own documents, which are not part of the repository */
const metaSamples = process.env.NADI_META_WEBHOOKS || process.env.NADI_META_TEMPLATES ? [] : ['server/test/meta/**']

export default defineConfig({
  test: {
    // The soak suites (crashes, fuzzing) run small among the others; `npm run test:soak` runs them alone, at full size, one after the other.
    include: [soak ? 'server/test/soak/**/*.test.ts' : '{server,console,simulator,sdk,bench}/test/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...metaSamples],
    globalSetup: ['server/test/harness/postgres.ts'],
    // every statement that a test makes the program run must name its team
    setupFiles: ['server/test/harness/record-statements.ts', ...metaRequests],
    pool: 'forks',
    // two processes for all files: loading the program anew for each file took longer than its tests
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: LongOnesFirst },
    fileParallelism: !soak,
    // generous, for machines that do much else beside: a test that hangs is found all the same
    testTimeout: soak ? 15 * 60_000 : 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    passWithNoTests: soak,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
