import { IANAZone } from 'luxon'
import { BadInput, type Problem } from '../../errors.ts'
import type { Branding } from './types.ts'

interface Given {
  shortId?: string
  timeZone?: string
  callingCode?: string
}

/** @throws BadInput with everything that is wrong with the fields that are given */
export function checkTeam({ shortId, timeZone, callingCode }: Given): void {
  const problems: Problem[] = []
  if (shortId !== undefined && !/^[a-z][a-z0-9]{1,30}$/.test(shortId)) {
    problems.push({
      code: 'wrong_form',
      message: `The short id "${shortId}" must be 2 to 31 small letters and digits, beginning with a letter.`,
      path: 'shortId',
    })
  }
  if (timeZone !== undefined && !IANAZone.isValidZone(timeZone)) {
    problems.push({
      code: 'unknown_time_zone',
      message: `"${timeZone}" is not a time zone like Asia/Kolkata.`,
      path: 'timeZone',
    })
  }
  if (callingCode !== undefined && !/^[1-9]\d{0,3}$/.test(callingCode)) {
    problems.push({
      code: 'wrong_form',
      message: `The calling code "${callingCode}" must be 1 to 4 digits like 91.`,
      path: 'callingCode',
    })
  }
  if (problems.length > 0) throw new BadInput(problems)
}

/** The branding as the changes leave it. */
export function readBranding(current: Branding, changes: Partial<Branding>): Branding {
  const branding = { ...current, ...changes }
  // the console shows it as a picture, so nothing but a web address may stand there
  if (branding.logoUrl !== null && !(/^https?:\/\/\S+$/i.test(branding.logoUrl) && URL.canParse(branding.logoUrl))) {
    throw new BadInput(`"branding.logoUrl" must be a web address, but "${branding.logoUrl}" was given.`, {
      code: 'not_a_url',
      path: 'branding.logoUrl',
      hint: 'Such as https://example.org/logo.png.',
    })
  }
  return branding
}
