// What a browser runs must be built; all else runs as it is. Built once, and again when a source has changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { withLock } from './lock.mjs'
import { isWritable, root } from './paths.mjs'
import { capture } from './process.mjs'

const pages = [
  { name: "the simulator's phone", source: 'simulator/phone', target: 'simulator/dist/phone' },
  { name: 'the console', source: 'console', target: 'console/dist', with: ['sdk/src'] },
]

/** @param env with the Node that fits first on its path */
export async function buildPages(node, env) {
  for (const { name, source, target, with: others = [] } of pages) {
    const stamp = join(root, target, '.built')
    const wanted = fingerprint([source, ...others].map((folder) => join(root, folder)))
    const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
    // built by someone else, for a user who may only read
    if (isBuilt() || (existsSync(stamp) && !isWritable(join(root, target)))) continue
    await withLock(join(root, '.nadi', 'build.lock'), async () => {
      if (isBuilt()) return
      console.error(`Building ${name}.`)
      const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', join(root, source), '--logLevel', 'warn']
      const { code, output } = await capture(node, vite, { cwd: root, env })
      if (code !== 0) throw new Error(`${output}\n${name} could not be built, see above.`)
      compress(join(root, target))
      writeFileSync(stamp, wanted)
    })
  }
}

/** Beside each text its compressed forms, so that nobody compresses it again for each visitor. */
function compress(folder) {
  for (const file of filesIn(folder).filter((each) => /\.(js|css|svg|html)$/.test(each))) {
    const text = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(text))
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
  }
}

function fingerprint(folders) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of folders) {
    for (const file of filesIn(folder).sort()) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** But what was built or installed in it. */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/(node_modules|dist)\//.test(file.slice(folder.length)))
