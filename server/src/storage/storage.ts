import type { Readable } from 'node:stream'

/** Bytes `start` to `end`, both included, as in an HTTP Range. */
export interface ByteRange {
  start: number
  end: number
}

/** A finished file on this machine, on its way into the storage. */
export interface LocalFile {
  path: string
  size: number
  sha256: Buffer
  contentType: string
}

/**
 * Where files lie: a folder, or a bucket. A key is a path of plain segments (`<team>/photos/4f/<file id>`) that is written once and never
 * again, so that a reader can't meet half of a file or another one under its key.
 */
export interface Storage {
  /** Keeps the file under its key; once it answers, the file outlives a crash of the machine. The local file is left alone. */
  put(key: string, file: LocalFile): Promise<void>
  /** The bytes of a file; undefined where there is none. */
  get(key: string, range?: ByteRange): Promise<Readable | undefined>
  /** Forgets a file; also one that is not there. */
  delete(key: string): Promise<void>
  /** Every key that begins with these segments, in no order. */
  list(prefix: string): AsyncIterable<string>
}
