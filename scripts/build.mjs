// What a browser runs must be built; all else runs as it is. Built once, and again when a source has changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { isWritable, root } from './paths.mjs'
import { capture } from './process.mjs'

const pages = [{ name: "the simulator's phone", source: 'simulator/phone', target: 'simulator/dist/phone' }]

/** @param env with the Node that fits first on its path */
export async function buildPages(node, env) {
  for (const { name, source, target } of pages) {
    const stamp = join(root, target, '.built')
    const wanted = fingerprint(join(root, source))
    const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
    // built by someone else, for a user who may only read
    if (isBuilt() || (existsSync(stamp) && !isWritable(join(root, target)))) continue
    await withLock(join(root, '.nadi', 'build.lock'), async () => {
      if (isBuilt()) return
      console.error(`Building ${name}.`)
      const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', join(root, source), '--logLevel', 'warn']
      const { code, output } = await capture(node, vite, { cwd: root, env })
      if (code !== 0) throw new Error(`${output}\n${name} could not be built, see above.`)
      writeFileSync(stamp, wanted)
    })
  }
}

function fingerprint(folder) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(file.slice(folder.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}
