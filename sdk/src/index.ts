export { type Answer, type CallName, type Input, Nadi, type NadiOptions } from './client.ts'
export { NadiError, type Problem } from './error.ts'
export type * from './generated/calls.ts'
export type { ListName } from './pages.ts'
