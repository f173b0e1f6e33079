#!/usr/bin/env node
// Node runs TypeScript as it is, except below node_modules, where npx puts this package: there the types are taken out here.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

if (import.meta.url.includes('/node_modules/')) stripTypesBelow(new URL('../src/', import.meta.url).href)
await import('../src/cli.ts')

function stripTypesBelow(sources) {
  if (!registerHooks || !stripTypeScriptTypes) {
    console.error(`nadi-simulator needs Node 22.18 or newer, not ${process.version}.`)
    process.exit(1)
  }
  const { emitWarning } = process
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('stripTypeScriptTypes')) emitWarning.call(process, warning, ...rest)
  }
  registerHooks({
    load(url, context, next) {
      if (!url.startsWith(sources) || !url.endsWith('.ts')) return next(url, context)
      const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
      return { format: 'module', source, shortCircuit: true }
    },
  })
}
