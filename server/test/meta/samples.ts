import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PluginAtHand } from '../whatsapp/inbound/plugin-at-hand.ts'

type Fields = Record<string, unknown>

/** One sample event of Meta's, out of a folder of files that each hold several by name. */
export interface Sample {
  /** `message/text` */
  name: string
  event: { entry: Entry[] }
}

interface Entry {
  id: string
  time?: number
  changes: { field: string; value: Fields }[]
}

/** What the samples leave to be filled in. */
const placeholders: Readonly<Record<string, string>> = {
  '<WHATSAPP_USER_PHONE_NUMBER>': '972987654321',
  '<USER_PHONE_NUMBER>': '972987654321',
  '<GROUP_PARTICIPANT_USER_PHONE_NUMBER>': '972987654321',
  '<USER_DISPLAY_NAME>': 'Test Name',
  '<BSUID>': 'US.13491208655302741918',
  '<PARENT_BSUID>': 'US.ENT.11815799212886844830',
}

export function readSamples(folder: string): Sample[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) =>
      Object.entries(
        JSON.parse(filledIn(readFileSync(path.join(folder, file), 'utf8'))) as Record<string, Fields>,
      ).flatMap(([name, event]) => eventsIn(`${path.basename(file, '.json')}/${name}`, event)),
    )
}

const filledIn = (text: string): string =>
  Object.entries(placeholders).reduce((filled, [name, value]) => filled.replaceAll(name, value), text)

/** An event, and those that stand beside its entry under a name of their own. */
function eventsIn(name: string, { entry, object: _, ...others }: Fields): Sample[] {
  const within = Object.entries(others).flatMap(([part, event]) => eventsIn(`${name}.${part}`, event as Fields))
  return Array.isArray(entry) ? [{ name, event: { entry: entry as Entry[] } }, ...within] : within
}

/** The sample as it would come for an account that is connected here: all else stays as it is. */
export function sampleFor(meta: PluginAtHand, sample: Sample): Sample['event'] {
  const { event } = sample
  const entry = event.entry.map(({ changes, ...rest }) => ({
    ...rest,
    // what was told before Nadi read its templates, it knew by reading
    ...(isAboutTemplate(sample) && { time: Math.floor(Date.now() / 1000) }),
    ...(!hasAccount(changes) && { id: meta.wabaId }),
    changes: changes.map(({ field, value }) => ({ field, value: valueFor(meta, value) })),
  }))
  return { ...event, entry }
}

export const isAboutTemplate = (sample: Sample): boolean => changeOf(sample).message_template_id !== undefined

const hasAccount = (changes: Entry['changes']): boolean =>
  changes.some(({ value }) => (value.waba_info as Fields | undefined)?.waba_id !== undefined)

function valueFor(meta: PluginAtHand, value: Fields): Fields {
  const { metadata, waba_info: account } = value as { metadata?: Fields; waba_info?: Fields }
  return {
    ...value,
    ...(metadata && {
      metadata: { display_phone_number: meta.displayPhoneNumber, phone_number_id: meta.phoneNumberId },
    }),
    ...(account?.waba_id !== undefined && { waba_info: { ...account, waba_id: meta.wabaId } }),
  }
}

export const changeOf = ({ event }: Sample): Fields => event.entry[0]?.changes[0]?.value ?? {}
