import type { RemoteError, RemoteErrorKind } from '@hirewire/connector-kit';

/** Errors that a vendor may answer with to a token that it no longer accepts. */
const refusalKinds: readonly RemoteErrorKind[] = ['input', 'not-found', 'conflict', 'unknown'];

/** Not every vendor says that it was the token; without one, the refusal has another cause. */
export function mayBeRefusedToken(
  { kind, status }: RemoteError,
  { since, resumeFrom }: { since: unknown; resumeFrom: unknown },
): boolean {
  if (kind === 'sync-token-expired') return true;
  const hasToken = since !== null || resumeFrom !== null;
  const isRefusal = kind !== 'unknown' || Math.floor((status ?? 0) / 100) === 4;
  return hasToken && status !== null && isRefusal && refusalKinds.includes(kind);
}
