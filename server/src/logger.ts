import pino, { type DestinationStream, type Logger, stdSerializers } from 'pino'
import type { Config } from './config.ts'

/** Where a secret could stand in something that is logged whole. */
const secretPlaces = [
  'authorization',
  'apiKey',
  'key',
  'secret',
  'password',
  'token',
  'accessToken',
  'connectionString',
]

/** Structured logs on standard output. Whatever is logged, these fields of it are not shown, nor the rows that PostgreSQL names in its errors. */
export function makeLogger({ logLevel }: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = {
    level: logLevel,
    base: null,
    redact: {
      paths: [
        ...secretPlaces.filter((place) => place !== 'key'),
        ...secretPlaces.map((place) => `*.${place}`),
        '*.headers',
      ],
      censor: '[hidden]',
    },
    serializers: { err: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** An error without what PostgreSQL adds of the row (`detail`, `where`) and what HTTP clients add of the request. */
function describeError(error: Error): object {
  const { type, message, stack } = stdSerializers.err(error)
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown }
  return {
    type,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint, table }),
  }
}
