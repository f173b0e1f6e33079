/** A file that Meta keeps for a number: uploaded by the business, or sent by a customer. */
export interface Media {
  id: string
  phoneNumberId: string
  mimeType: string
  sha256: string
  bytes: Buffer
  filename: string | undefined
  /** part of the address it is read from, which ends after five minutes */
  urlToken: string
  urlUntil: number
  createdAt: number
}
