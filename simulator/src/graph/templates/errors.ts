import { GraphError } from '../../graph-error.ts'

/** How Meta refuses a template: code 100, a subcode, and words for the person who wrote it. */
export function templateError(subcode: number, title: string, message: string): GraphError {
  return new GraphError(400, {
    message: 'Invalid parameter',
    code: 100,
    error_subcode: subcode,
    is_transient: false,
    error_user_title: title,
    error_user_msg: message,
  })
}

export const missingFields = (message: string): GraphError =>
  templateError(2388043, 'Message template is missing expected field(s)', message)

export const tooLong = (place: string, limit: number): GraphError =>
  templateError(2388040, 'Character limit exceeded', `The ${place} may have at most ${limit} characters.`)

export const wrongHeader = (message: string): GraphError =>
  templateError(2388047, 'Message header format is incorrect', message)

export const wrongBody = (message: string): GraphError =>
  templateError(2388072, 'Message body format is incorrect', message)

export const wrongFooter = (message: string): GraphError =>
  templateError(2388073, 'Message footer format is incorrect', message)

export const wrongButtons = (message: string): GraphError =>
  templateError(2388025, 'Message template buttons are incorrect', message)
