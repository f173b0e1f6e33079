import type { TFunction } from 'i18next'

/** Why signing in through another provider came to nothing, and what to do. */
export function refusalOf(t: TFunction, code: string): string {
  const words: Record<string, string> = {
    expired: t('Signing in took too long. Try again.'),
    unreachable: t('The sign-in provider could not be reached. Try again in a moment, or sign in with your password.'),
    refused: t('The sign-in provider refused. Try again, or ask your administrator.'),
    email_not_verified: t('The provider has not verified your e-mail address. Verify it there, then try again.'),
    no_such_user: t('Nobody here has this e-mail address. Ask an administrator of your team to invite you.'),
    team_needed: t('Several teams know this address. Choose the one you want.'),
  }
  return words[code] ?? t('Signing in failed. Try again.')
}
