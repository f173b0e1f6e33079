import { type GraphError, whatsappError } from '../../graph-error.ts'

/** Where the parameters of a message differ from its template's in number … */
export const miscounted = (place: string, given: number, expected: number): GraphError =>
  whatsappError(
    132000,
    `${place}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  )

/** … or in kind or name. */
export const mismatch = (details: string): GraphError => whatsappError(132012, details)
