import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { npm } from './npm.mjs'
import { isWritable, root } from './paths.mjs'
import { capture } from './process.mjs'

const modules = join(root, 'node_modules')
const stamp = join(modules, '.nadi-installed')

/** Installs what package-lock.json names, on the first run and whenever that file or Node has changed. */
export async function installPackages(node, env) {
  const wanted = await fingerprint(node)
  if (isInstalled(wanted)) return
  if (existsSync(modules) && !isWritable(modules)) {
    // Installed by someone else, with `npm ci`, for a user who may only read: all we can do is to use it.
    return
  }
  await withLock(join(root, '.nadi', 'install.lock'), async () => {
    if (isInstalled(wanted)) return
    console.error('Installing packages, once.')
    const { program, args, env: npmEnv } = npm(node, env)
    const ci = [...args, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--prefix', root]
    const { code, output } = await capture(program, ci, { cwd: root, env: npmEnv })
    if (code !== 0) throw new Error(`${output}\nThe packages could not be installed (npm ci failed, see above).`)
    writeFileSync(stamp, wanted)
  })
}

async function fingerprint(node) {
  const version = node === process.execPath ? process.version : (await capture(node, ['--version'])).output.trim()
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  return `${lock} ${version} ${process.platform} ${process.arch}\n`
}

const isInstalled = (wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
