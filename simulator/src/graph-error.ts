import { traceId } from './ids.ts'

/** What Meta answers when it refuses: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
export interface GraphErrorBody {
  error: {
    message: string
    type: string
    code: number
    error_subcode?: number
    is_transient?: boolean
    error_user_title?: string
    error_user_msg?: string
    error_data?: { messaging_product: 'whatsapp'; details: string }
    fbtrace_id: string
  }
}

type Parts = Omit<GraphErrorBody['error'], 'fbtrace_id' | 'type'> & { type?: string }

/** A refusal; thrown anywhere in the simulator, answered as Meta's error object. */
export class GraphError extends Error {
  readonly status: number
  readonly code: number
  readonly body: GraphErrorBody

  constructor(status: number, { type = 'OAuthException', ...parts }: Parts) {
    super(parts.message)
    this.status = status
    this.code = parts.code
    this.body = { error: { ...parts, type, fbtrace_id: traceId() } }
  }
}

/** Code 100: the request itself is wrong. */
export function invalidParameter(details: string, message = 'Invalid parameter'): GraphError {
  return new GraphError(400, {
    message: `(#100) ${message}`,
    code: 100,
    error_data: { messaging_product: 'whatsapp', details },
  })
}

/** Code 100 as Meta writes it where a parameter has no place or a wrong value; the sentence is the message. */
export function badParam(sentence: string): GraphError {
  return new GraphError(400, { message: `(#100) ${sentence}`, code: 100 })
}

/** An error of the WhatsApp platform, told with details. */
export function whatsappError(code: number, details: string): GraphError {
  const [status, title] = whatsappErrors[code] ?? unknownError
  return new GraphError(status, {
    message: `(#${code}) ${title}`,
    code,
    error_data: { messaging_product: 'whatsapp', details },
  })
}

/** The same error as it stands in a status webhook. */
export interface StatusError {
  code: number
  title: string
  message: string
  error_data: { details: string }
  href: string
}

export function statusError(code: number, details?: string): StatusError {
  const [, title, usual] = whatsappErrors[code] ?? unknownError
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? usual },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}

const unknownError = [400, 'Something went wrong', 'The simulator has no words for this code.'] as const

/** By code: HTTP status, title, what it usually says. */
export const whatsappErrors: Readonly<Record<number, readonly [status: number, title: string, details: string]>> = {
  4: [400, 'Application request limit reached', 'The app has reached its API call rate limit.'],
  10: [403, 'Application does not have permission for this action', 'The token lacks a permission for this action.'],
  368: [403, 'Temporarily blocked for policies violations', 'The account was restricted for breaking a policy.'],
  80007: [400, 'Rate limit issues', 'The WhatsApp Business Account has reached its rate limit.'],
  130429: [400, 'Rate limit hit', 'Cloud API message throughput has been reached.'],
  130472: [400, "User's number is part of an experiment", 'Message was not sent as part of an experiment.'],
  130497: [
    403,
    'Business account is restricted from messaging users in this country',
    'Messaging this country is not allowed.',
  ],
  131000: [500, 'Something went wrong', 'Message failed to send due to an unknown error.'],
  131005: [403, 'Access denied', 'Permission is either not granted or has been removed.'],
  131008: [400, 'Required parameter is missing', 'The request is missing a required parameter.'],
  131009: [400, 'Parameter value is not valid', 'One or more parameter values are invalid.'],
  131016: [500, 'Service unavailable', 'A service is temporarily unavailable.'],
  131020: [400, 'Bad group', 'Cannot send messages to groups without participants.'],
  131021: [400, 'Recipient cannot be sender', 'Sender and recipient phone number is the same.'],
  131026: [400, 'Message undeliverable', 'Unable to deliver message.'],
  131030: [400, 'Recipient phone number not in allowed list', 'Add the recipient to the allowed list.'],
  131031: [403, 'Business Account locked', 'The account was restricted or disabled for breaking a policy.'],
  131037: [400, 'Display name approval needed', 'The display name of the number needs approval.'],
  131041: [400, 'Group unknown', 'The group was not found, or you are not a member of it.'],
  131042: [400, 'Business eligibility payment issue', 'There was an error related to your payment method.'],
  131045: [500, 'Message failed to send because there was a certificate error', 'The number is not registered.'],
  131047: [
    400,
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ],
  131048: [400, 'Spam rate limit hit', 'There are restrictions on how many messages can be sent from this number.'],
  131049: [
    400,
    'This message was not delivered to maintain healthy ecosystem engagement.',
    'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  ],
  131050: [
    400,
    'User has stopped marketing messages',
    'The recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
  ],
  131051: [400, 'Unsupported message type', 'Message type is currently not supported.'],
  131052: [400, 'Media download error', 'Failed to download the media from the sender.'],
  131053: [400, 'Media upload error', 'Media upload failed.'],
  131056: [
    400,
    'Pair rate limit hit',
    'Too many messages sent from this phone number to the same phone number in a short period of time.',
  ],
  131057: [503, 'Business account is in maintenance mode', 'The account is in maintenance mode.'],
  131062: [400, 'Business-scoped user id cannot be used here', 'Send authentication messages to phone numbers.'],
  131204: [400, 'Participant overlimit', 'The group has more participants than allowed.'],
  131212: [400, 'Participant is not a part of the group', 'The participant is not in the group.'],
  131213: [400, 'Group join request does not exist', 'There is no such request to join.'],
  132000: [400, 'Number of parameters does not match the expected number of params', 'The parameters do not match.'],
  132001: [404, 'Template name does not exist in the translation', 'The template does not exist in this language.'],
  132005: [400, 'Template hydrated text too long', 'The translated text is too long.'],
  132007: [400, 'Template format character policy violated', 'The template content breaks a policy.'],
  132012: [400, 'Parameter format does not match format in the created template', 'A parameter has a wrong format.'],
  132015: [400, 'Template is paused', 'Template is paused due to low quality.'],
  132016: [400, 'Template is disabled', 'Template was paused too many times and is now disabled.'],
  132018: [
    400,
    'There is an issue with the parameters in your template',
    'A parameter holds characters that are not allowed.',
  ],
  132068: [400, 'Flow is blocked', 'Flow is in blocked state.'],
  132069: [400, 'Flow is throttled', 'Flow is in throttled state.'],
  133000: [500, 'Incomplete deregistration', 'A previous deregistration attempt failed.'],
  133004: [503, 'Server temporarily unavailable', 'Server is temporarily unavailable.'],
  133005: [400, 'Two step verification PIN mismatch', 'The two-step verification PIN is incorrect.'],
  133006: [400, 'Phone number re-verification needed', 'The phone number needs to be verified.'],
  133008: [400, 'Too many two step verification PIN guesses', 'Too many PIN guesses.'],
  133010: [400, 'Account not registered', 'The phone number is not registered on the WhatsApp Business Platform.'],
  133015: [400, 'Please wait a few minutes before attempting to register this phone number', 'Wait.'],
  135000: [
    400,
    'Generic user error',
    'Message failed to send because of an unknown error with the request parameters.',
  ],
  138000: [400, 'Calling not enabled', 'Calling APIs are not enabled for this phone number.'],
  138006: [400, 'No approved call permission from the recipient', 'The recipient has not approved calls.'],
}

/** Code 190: the token. */
export function badToken(): GraphError {
  return new GraphError(401, { message: 'Invalid OAuth access token - Cannot parse access token', code: 190 })
}

export function noToken(): GraphError {
  return new GraphError(401, {
    message: 'An access token is required to request this resource.',
    code: 104,
  })
}

/** Meta's one answer for an id that is unknown, of another account, or without such an edge. */
export function noSuchObject(method: string, id: string): GraphError {
  return new GraphError(400, {
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  })
}

export function unknownPath(path: string): GraphError {
  return new GraphError(400, { message: `Unknown path components: ${path}`, code: 2500 })
}
