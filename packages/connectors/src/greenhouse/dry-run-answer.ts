import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run gets for Greenhouse's answers: empty lists, and placeholders for ids. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  if (method === 'GET') return [];
  if (path !== '/candidates') return { id: `<id of ${method} ${path}>` };
  return { candidate: { id: '<candidate>' }, application: { id: '<application>' } };
}
