import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run takes for Greenhouse's answers: nobody and nothing found, and placeholders for ids. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  if (method === 'GET') return [];
  if (path !== '/candidates') return { id: `<id of ${method} ${path}>` };
  return { candidate: { id: '<candidate>' }, application: { id: '<application>' } };
}
