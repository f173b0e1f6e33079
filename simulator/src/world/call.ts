/** A voice call between the business and a customer. */
export interface Call {
  id: string
  phoneNumberId: string
  waId: string
  direction: 'USER_INITIATED' | 'BUSINESS_INITIATED'
  status: 'RINGING' | 'ACCEPTED' | 'REJECTED' | 'COMPLETED' | 'FAILED'
  callbackData: string | undefined
  startedAt: number
  acceptedAt: number | undefined
}

/** A description of a call's media that parses as SDP (RFC 8866). No media flows in a simulator. */
export const silentSdp = (): string =>
  [
    'v=0',
    'o=- 7602563789789945080 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE audio',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 126',
    'c=IN IP4 0.0.0.0',
    'a=mid:audio',
    'a=sendrecv',
    'a=rtpmap:111 opus/48000/2',
    '',
  ].join('\r\n')
