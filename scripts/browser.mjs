// The browser tests need a Chromium: the machine's own where there is one, else Debian's. Where we may not install packages, they are unpacked
// into the user's cache, which nothing else on the machine notices.
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withLock } from './lock.mjs'
import { cacheFolder } from './paths.mjs'
import { capture } from './process.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
// without fonts a page has neither letters nor emoji
const packages = ['chromium', 'fonts-dejavu-core', 'fonts-noto-color-emoji']

/** The path of a Chromium, fetched on the first call. Throws where there is none to be had. */
export async function ensureBrowser() {
  const found = onPath() ?? unpacked()
  if (found) return found
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Error(
      `The browser tests need Chromium: put ${names[0]} on the PATH. (Here is no apt-get to fetch it with.)`,
    )
  }
  return withLock(join(cacheFolder(), 'chromium.lock'), async () => {
    console.error('Fetching Chromium for the browser tests, once.')
    const mayInstall = process.getuid?.() === 0
    return onPath() ?? unpacked() ?? (mayInstall ? await install() : undefined) ?? (await unpack())
  })
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file))
}

const home = () => join(cacheFolder(), 'chromium')

function unpacked() {
  const program = join(home(), 'start')
  return existsSync(program) ? program : undefined
}

/** Undefined where it failed: root of a container may still lack the right to write to /usr. */
async function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const { code, output } = await capture('apt-get', args, { env })
    if (code !== 0) {
      console.error(`apt-get ${args[0]} failed, so Chromium is unpacked into the cache instead: ${output.trim()}`)
      return undefined
    }
  }
  return onPath()
}

/** Needs no rights: apt reads Debian's lists into our folder and loads what is missing, dpkg-deb unpacks it there. */
async function unpack() {
  const work = `${home()}.part`
  rmSync(work, { recursive: true, force: true })
  for (const folder of ['lists/partial', 'cache/archives/partial', 'debs', 'root']) {
    mkdirSync(join(work, folder), { recursive: true })
  }
  const places = [`Dir::State::Lists=${join(work, 'lists')}`, `Dir::Cache=${join(work, 'cache')}`, 'Debug::NoLocking=1']
  const options = places.flatMap((place) => ['-o', place])
  await apt([...options, 'update', '-qq'])
  const plan = await apt([...options, 'install', '--simulate', '--no-install-recommends', ...packages])
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name)
  await apt([...options, 'download', '-qq', ...missing], { cwd: join(work, 'debs') })
  for (const file of readdirSync(join(work, 'debs'))) {
    const { code, output } = await capture('dpkg-deb', ['-x', join(work, 'debs', file), join(work, 'root')])
    if (code !== 0) throw new Error(`${output}\nChromium could not be unpacked: ${file} failed, see above.`)
  }
  for (const folder of ['lists', 'cache', 'debs']) rmSync(join(work, folder), { recursive: true, force: true })
  writeStarter(work)
  rmSync(home(), { recursive: true, force: true })
  renameSync(work, home())
  return unpacked()
}

async function apt(args, options) {
  const { code, output } = await capture('apt-get', args, { env: { ...process.env, LC_ALL: 'C' }, ...options })
  if (code === 0) return output
  throw new Error(
    `${output}\nChromium could not be fetched from Debian's packages, see above. Put chromium on the PATH instead.`,
  )
}

/** Its libraries and fonts are looked for in our folder first, then in the machine's. */
function writeStarter(folder) {
  const root = join(home(), 'root')
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${root}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home()}/font-cache</cachedir>
</fontconfig>
`,
  )
  writeFileSync(
    join(folder, 'start'),
    `#!/bin/sh
root='${root.replaceAll("'", "'\\''")}'
for folder in "$root"/usr/lib/*-linux-gnu* "$root"/lib/*-linux-gnu*; do libraries="$libraries:$folder"; done
export LD_LIBRARY_PATH="\${libraries#:}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE='${home().replaceAll("'", "'\\''")}/fonts.conf'
exec "$root/usr/lib/chromium/chromium" "$@"
`,
  )
  chmodSync(join(folder, 'start'), 0o755)
}
