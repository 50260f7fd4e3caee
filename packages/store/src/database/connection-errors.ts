/** PostgreSQL's own words and those of sockets: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = new Set([
  '57P01', // admin_shutdown: it stops, or the session was ended
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: it starts or stops
  '53300', // too_many_connections
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT', // no socket of the bundled PostgreSQL, which starts or stops
  'EAGAIN', // too many wait at that socket
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** pg 8 has no codes for connections that were lost, or not to be had in time. */
const words =
  /^(?:Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect)/;

/**
 * Whether a statement failed because the database could not be reached, which passes, and not for
 * what it said. Whether it was carried out is not known. To be asked of errors of the database alone.
 */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Several addresses of a host were tried.
  if (error instanceof AggregateError) return error.errors.some(isConnectionError);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return codes.has(code) || code.startsWith('08') || words.test(error.message);
}

/** What PostgreSQL refuses for its value: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const dataClasses = /^(?:22|23|54)...$/;

/**
 * Whether something failed for the data that it was given, and would fail again: a defect of ours, a
 * value that PostgreSQL takes in no way, or more than it can take.
 */
export function isDataError(error: unknown): boolean {
  if (!(error instanceof Error) || isConnectionError(error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return code === null || dataClasses.test(code) || code.startsWith('ERR_');
}
