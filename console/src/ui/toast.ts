import { NadiError } from '@nadi/sdk'
import i18n from 'i18next'
import { toast } from 'sonner'

export const tell = (message: string): void => void toast.success(message)

/** What went wrong, with what would be right, and the request's id for the operator where it was our fault. */
export function tellProblem(error: unknown): void {
  if (!(error instanceof NadiError)) {
    toast.error(i18n.t('The server did not answer.'), { description: i18n.t('Check the connection and try again.') })
    return
  }
  const [first] = error.problems
  const isOurs = error.status >= 500
  toast.error(first?.message ?? error.message, {
    description: isOurs && error.requestId ? i18n.t('Request {{id}}', { id: error.requestId }) : first?.hint,
  })
}

/** Says what was done and offers to take it back for ten seconds. */
export function tellUndoable(message: string, undo: () => void): void {
  toast.success(message, { duration: 10_000, action: { label: i18n.t('Undo'), onClick: undo } })
}
