// What the scripts of package.json call: `npm start`, `npm test` and the rest work in a fresh clone, from any folder, without a step
// before them. Plain JavaScript without dependencies, because it runs on whatever Node there is (20 or newer) before anything is installed.
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { buildPages } from './build.mjs'
import { externalDatabase } from './external.mjs'
import { installPackages } from './install.mjs'
import { ensureNode } from './node.mjs'
import { root } from './paths.mjs'
import { lastSignal, run } from './process.mjs'

const tool = (...parts) => join(root, 'node_modules', ...parts)
const tsc = ['tsc', [tool('typescript/bin/tsc'), '-p', '.']]
const tscOfPhone = ['tsc of the phone', [tool('typescript/bin/tsc'), '-p', 'simulator/phone']]
const tscOfConsole = ['tsc of the console', [tool('typescript/bin/tsc'), '-p', 'console']]
const biome = ['biome', [tool('@biomejs/biome/bin/biome'), 'check']]
const vitest = ['vitest', [tool('vitest/vitest.mjs'), 'run']]
const cli = 'server/src/cli/nadi.ts'

/** Each takes the arguments after the command's name and answers an exit code. */
const commands = {
  start: (node, args) => node([cli, 'start', ...args]),
  dev: (node, args) => node(['--watch', cli, 'start', ...args]),
  // in the caller's folder, so that `npm run nadi -- import leads.csv` finds the file
  nadi: (node, args) => node([join(root, cli), ...args], { cwd: process.env.INIT_CWD ?? process.cwd() }),
  test: (node, args) => test(node, [tsc, tscOfPhone, tscOfConsole, biome, vitest], args),
  'test:external': async (node, args) => {
    const database = await externalDatabase()
    try {
      return await test(node, [tsc, tscOfPhone, tscOfConsole, biome, vitest], args, database.env)
    } finally {
      await database.stop()
    }
  },
  'test:soak': (node, args) => test(node, [vitest], args, { NADI_SOAK: '1' }),
  bench: (node, args) => node(['bench/run.ts', ...args]),
  'bench:console': async (node, args) =>
    node(['bench/console/run.ts', ...args], { env: { NADI_CHROMIUM: await ensureBrowser() } }),
  screenshots: async (node, args) =>
    node(['scripts/screenshots/run.ts', ...args], { env: { NADI_CHROMIUM: await ensureBrowser() } }),
  'check:meta': (node, args) => node(['server/test/meta/check.ts', ...args]),
  sdk: (node) => node(['sdk/generator/run.ts']),
  lint: (node, args) => all(node, [tsc, tscOfPhone, tscOfConsole, [biome[0], [...biome[1], ...args]]]),
}

/** All steps are run even where one fails. Arguments go to the tests alone, and leave the other steps out. */
async function test(node, steps, args, env = {}) {
  const withBrowser = { ...env, NADI_CHROMIUM: await ensureBrowser() }
  const inEnv = (nodeArgs) => node(nodeArgs, { env: withBrowser })
  const code = await all(inEnv, args.length > 0 ? [[vitest[0], [...vitest[1], ...args]]] : steps)
  // Interrupted, Vitest ends at once, without a chance to clean up.
  if (lastSignal()) await inEnv(['server/test/harness/remove-leftovers.ts'])
  return code
}

/** The last one's exit code rules (vitest's, for the tests); a failure before it makes a success of it 1. */
async function all(node, steps) {
  const failed = []
  let code = 0
  for (const [name, args] of steps) {
    code = lastSignal() ? 130 : await node(args)
    if (code !== 0) failed.push(name)
  }
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}.`)
  return code === 0 && failed.length > 0 ? 1 : code
}

async function main([name, ...args]) {
  const command = commands[name]
  if (!command) {
    console.error(`There is no command "${name ?? ''}". Known are: ${Object.keys(commands).join(', ')}.`)
    return 2
  }
  const { node, env } = await ensureNode()
  await installPackages(node, env)
  await buildPages(node, env)
  if (lastSignal()) return 130
  return command(
    (nodeArgs, options = {}) => run(node, nodeArgs, { cwd: root, ...options, env: { ...env, ...options.env } }),
    args,
  )
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
