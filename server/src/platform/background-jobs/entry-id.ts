/**
 * The uuid of an entry follows from its job's and its index, so that no entry needs to store one: the last 32 of a UUIDv7's random bits are
 * replaced; 42 random bits and the millisecond still tell jobs apart.
 */
export const entryId = (jobId: string, index: number): string =>
  jobId.slice(0, -8) + index.toString(16).padStart(8, '0')

export const indexOfEntry = (id: string): number => Number.parseInt(id.slice(-8), 16)
