/** What ingestion must know of the team to read a value with certainty. */
export interface IngestionContext {
  /** IANA name, `Asia/Kolkata`: a date-time without an offset is read in it */
  timeZone: string
  /** digits only, `91`: a phone number without one is completed with it */
  callingCode: string
}
