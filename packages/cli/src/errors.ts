import { isConnectionError } from '@hirewire/store';

/** The command was called in a way that cannot work; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** PostgreSQL's codes for a login that it refuses. */
const loginCodes = new Set([
  '28P01', // invalid_password
  '28000', // invalid_authorization_specification
  '3D000', // invalid_catalog_name
]);

/** One clear sentence about what went wrong and what to do. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const reason = error.message === '' ? code : error.message;
  if (code === 'EADDRINUSE') {
    return `The port is in use (${reason}). Stop the other program, or choose another --port.`;
  }
  if (code === 'EACCES' && 'syscall' in error && error.syscall === 'listen') {
    return `This user may not listen on that port (${reason}). Choose a --port above 1023.`;
  }
  if (loginCodes.has(code) || isConnectionError(error)) {
    return `Cannot connect to PostgreSQL (${reason}). Check DATABASE_URL, and that the server runs.`;
  }
  return reason;
}
