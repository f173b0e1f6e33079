import type { Explanations } from './explanations.ts'

/** Codes of registering numbers, calling and blocking. Source: Meta's page "Cloud API error codes, Calling API and Block API". */
export const numberCodes: Explanations = {
  133000: [
    'A registration of the number that was begun earlier did not end.',
    'Deregister the number, then register it again.',
  ],
  133004: ["Meta's registration is down for a moment.", 'Try again in some minutes.'],
  133005: [
    'The PIN of the two-step verification is wrong.',
    'Give the right PIN, or set a new one in the WhatsApp Manager under Phone numbers.',
  ],
  133006: [
    'The number must be verified before it is registered.',
    'Ask for a code (POST …/request_code) and give it (POST …/verify_code), then register.',
  ],
  133008: ['The PIN was wrong too often.', 'Wait as long as Meta says before the next attempt.'],
  133009: ['The PIN was given too fast.', 'Wait a little before the next attempt.'],
  133010: [
    'The sending number is not registered.',
    'Register it: POST …/api/v23.0/{phoneNumberId}/register with messaging_product and pin.',
  ],
  133015: ['The number was deleted a short time ago.', 'Wait five minutes, then register it again.'],
  133016: ['The number was registered and deregistered too often.', 'Wait 72 hours.'],
  138000: [
    'Calling is not switched on for this number.',
    'Switch it on: POST /v1/whatsapp/v23.0/{phoneNumberId}/settings with calling.status ENABLED.',
  ],
  138001: [
    "The customer can't be called: no WhatsApp, an old version, or calls are not open to them.",
    'Write instead.',
  ],
  138002: ['The number has as many calls at once as Meta allows.', 'Wait until one has ended.'],
  138003: ['There is a call with this customer already.', 'End it first, or wait.'],
  138004: ['The call could not be connected.', 'Check the SDP that was sent, and try again.'],
  138005: ['The number calls more often than Meta allows.', 'Call less often.'],
  138006: [
    'The customer has not allowed this business to call.',
    'Ask with an interactive call_permission_request message first.',
  ],
  138007: ['The call could not be connected in time.', 'Check the network and the SDP, and try again.'],
  138009: ['The customer was asked for permission to call as often as Meta allows.', 'Wait: once a day, twice a week.'],
  138010: ["The call's permission was asked for outside of what Meta allows.", "Meta's words say why."],
  138012: ['The customer was called as often as Meta allows within a day.', 'Wait until tomorrow.'],
  138013: ['Calls by businesses are not open in this country.', 'Write instead, or let the customer call.'],
  139000: [
    'Some of the people could not be blocked or unblocked.',
    "Meta's words name them; only people who wrote within the last 24 hours can be blocked.",
  ],
  139001: ['Meta could not block or unblock for a moment.', 'Try again in some minutes.'],
  139002: ['The list of blocked people is full: 64,000.', 'Unblock some first.'],
  139003: ['The list of blocked people is being changed by another request.', 'Try again in a moment.'],
  139004: ['Too many people in one request.', 'Send at most 1,000 at once.'],
}
