/**
 * SQLSTATE classes: connection failures, passwords that are not taken (the operator, or our parent, mends that), exhausted
 * resources (disk, memory, connections), termination by an operator or a time limit, and rolled back transactions.
 */
const awayClasses = new Set(['08', '28', '40', '53', '57'])
/** Codes of a connection that broke. */
const brokenConnection = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])
/** Whatever these fail with (refused, no such host, no such socket file), there is no connection. */
const connecting = new Set(['connect', 'getaddrinfo'])
/** The driver's own errors have no code. */
const driverErrors = new Set([
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
])

/**
 * Whether an error means that the database is temporarily away, or that the transaction should be retried; the data is
 * not at fault.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 * @see https://nodejs.org/api/errors.html#common-system-errors
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // A host with several addresses fails with one error for each of them.
  if (error instanceof AggregateError) return error.errors.some(isAway)
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof syscall === 'string' && connecting.has(syscall)) return true
  if (typeof code !== 'string') return driverErrors.has(error.message)
  return brokenConnection.has(code) || (code.length === 5 && awayClasses.has(code.slice(0, 2)))
}
