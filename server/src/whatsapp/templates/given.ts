/** A value for a parameter: `{"schemaPropertyName": "1", "schemaPropertyValue": "Asha"}`. */
export interface MappingEntry {
  schemaPropertyName: string | number
  schemaPropertyValue?: string | number | boolean | null
}

/** What fills one card of a carousel. */
export interface GivenCard {
  mapping?: readonly MappingEntry[]
  headerMapping?: readonly MappingEntry[]
  buttonMapping?: readonly MappingEntry[]
  imageUrl?: string
  videoUrl?: string
  catalogId?: string
  productRetailerId?: string
}

/** What a caller gives to fill a template, in the API's fields. */
export interface Given extends GivenCard {
  documentUrl?: string
  filename?: string
  locationLatitude?: string | number
  locationLongitude?: string | number
  locationName?: string
  locationAddress?: string
  /** fills the body and the button of a one-time password */
  otpCode?: string | number
  /** when a limited-time offer ends, epoch milliseconds */
  offerExpiresAt?: number
  productSections?: readonly unknown[]
  cards?: readonly GivenCard[]
}

/**
 * What a process gives where the caller gave nothing, by place: `1`, `header.1`, `button.0`. A text, or the reason why there is none, which
 * goes on from "is": `mapped to the attribute "city", which is empty`.
 */
export type FromProcess = ReadonlyMap<string, { text: string } | { reason: string }>
