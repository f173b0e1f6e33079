interface StatusEvent {
  payload: {
    id: string | null
    externalId: string
    deliveryStatus: string
    timestamp: number
    recipientId?: string
    errorContext?: unknown
  }
}

/** The form in which older receivers know a status event: `{"event": "deliveryStatus", "payload": {…, "deliveryStatus": "SENT"}}`. */
export function olderStatusBody(body: string | Buffer): Buffer {
  const { id, externalId, deliveryStatus, timestamp, recipientId, errorContext } = (
    JSON.parse(body.toString()) as StatusEvent
  ).payload
  return Buffer.from(
    JSON.stringify({
      event: 'deliveryStatus',
      payload: { id, externalId, deliveryStatus: deliveryStatus.toUpperCase(), timestamp, recipientId, errorContext },
    }),
  )
}
