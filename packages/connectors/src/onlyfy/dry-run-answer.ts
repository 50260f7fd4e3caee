import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run takes for onlyfy's answers: placeholders for ids, and nobody found. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  if (method === 'PUT') return null;
  if (method === 'GET' && !/^\/[^/]+\/[^/]+$/.test(path)) return { data: [], links: {} };
  if (path === '/candidate') {
    return { id: '<candidate>', job_applications: [{ id: '<application>' }] };
  }
  return { id: `<${/^\/([^/]+)/.exec(path)?.[1]}>` };
}
