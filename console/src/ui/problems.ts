import { NadiError, type Problem } from '@nadi/sdk'
import i18n from 'i18next'

/** What a refusal says of one field: the first problem at that path. */
export function problemAt(error: unknown, path: string): string | undefined {
  return problemsOf(error).find((problem) => problem.path === path)?.message
}

/** What a refusal says that belongs to none of the fields shown. */
export function problemsElsewhere(error: unknown, paths: readonly string[]): readonly Problem[] {
  return problemsOf(error).filter(({ path }) => path === undefined || !paths.includes(path))
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof NadiError)
    return error.problems.length > 0 ? error.problems : [{ code: 'refused', message: error.message }]
  // a browser has words of its own for no answer
  if (error instanceof TypeError) return [{ code: 'no_answer', message: i18n.t('The server did not answer.') }]
  return error instanceof Error ? [{ code: 'failed', message: error.message }] : []
}
