import { type Static, Type } from 'typebox'
import { freeObject } from '../../http/schema.ts'

export const mostBytes = 16_384

export const Settings = freeObject({
  description: 'whatever a program keeps for its user: the engine reads none of it',
  examples: [{ theme: 'dark', language: 'en', dismissedHints: ['first-lead'] }],
})

/** Merges by key: a value replaces that of its key, null takes the key out. */
export const SettingsChange = Type.Object(
  {},
  {
    additionalProperties: true,
    maxProperties: 500,
    description: `merged by key: a value replaces that of its key as a whole, null takes the key out; all together at most ${mostBytes} bytes`,
    examples: [{ theme: 'dark', dismissedHints: ['first-lead'], columnsOfLead: null }],
  },
)
export type SettingsChange = Static<typeof SettingsChange>
