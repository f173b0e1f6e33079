import type { Look } from './camera.ts'

/** The pictures that README and docs/console.md show. */
export const best: readonly { name: string; look: Look }[] = [
  { name: 'inbox-chat', look: 'light' },
  { name: 'inbox-closed-window', look: 'dark' },
  { name: 'inbox-chat', look: 'narrow' },
  { name: 'phone', look: 'light' },
  { name: 'leads', look: 'light' },
  { name: 'board', look: 'dark' },
  { name: 'process', look: 'light' },
  { name: 'my-day', look: 'narrow-dark' },
  { name: 'dashboard', look: 'light' },
  { name: 'states', look: 'dark' },
  { name: 'template-builder', look: 'light' },
  { name: 'explorer', look: 'dark' },
]
