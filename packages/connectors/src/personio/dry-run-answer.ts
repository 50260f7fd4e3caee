import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run takes for Personio's answers: nobody found, and a placeholder for a file. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  if (method === 'GET') return { _data: [] };
  return path.endsWith('/documents') ? { uuid: '<uploaded file>' } : null;
}
