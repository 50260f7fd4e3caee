import { isConnectionError } from '@hirewire/store';

/** PostgreSQL's words for a login that it refuses. */
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
    return `Another program listens there already (${reason}): stop it, or choose another --port.`;
  }
  if (code === 'EACCES' && 'syscall' in error && error.syscall === 'listen') {
    return `This user may not listen there (${reason}): choose a --port above 1023.`;
  }
  if (loginCodes.has(code) || isConnectionError(error)) {
    return `PostgreSQL cannot be reached (${reason}): check DATABASE_URL, and that it runs.`;
  }
  return reason;
}
