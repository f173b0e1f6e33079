/** SQLSTATE of a server that starts, stops, crashed or has no place left: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states = /^(08...|57P0[1-3]|53300)$/
const connecting = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** what pg says, without a code, of a connection that broke or was not to be had */
const words =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed)/

/** Whether the error means that the database can't be reached for the moment, and so says nothing of the request itself. */
export function isDatabaseAway(error: Error & { code?: unknown; syscall?: unknown }): boolean {
  const { code } = error
  if (typeof code !== 'string') return words.test(error.message)
  // the socket of the embedded PostgreSQL is gone while it is started again
  if (code === 'ENOENT') return error.syscall === 'connect'
  return states.test(code) || connecting.has(code)
}
