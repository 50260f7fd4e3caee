import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run takes for Personio's answers: the job is there, nobody has applied, and placeholders for files. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  if (path.startsWith('/v2/recruiting/jobs/')) return { _data: { id: '<job>' } };
  if (method === 'GET') return { _data: [] };
  return path.endsWith('/documents') ? { uuid: '<uploaded file>' } : null;
}
