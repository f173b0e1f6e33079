import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { cacheFolder, isWritable } from './paths.mjs'

/**
 * How to run npm under the given Node: the npm that called us, else the one on the PATH. A user whose home can't be written to (a service's)
 * gets a cache for npm that can.
 */
export function npm(node, env) {
  const cache = env.npm_config_cache ?? join(homedir(), '.npm')
  const environment = isWritable(cache) ? env : { ...env, npm_config_cache: join(cacheFolder(), 'npm') }
  const caller = env.npm_execpath
  if (caller && basename(caller) === 'npm-cli.js') return { program: node, args: [caller], env: environment }
  return { program: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [], env: environment }
}
