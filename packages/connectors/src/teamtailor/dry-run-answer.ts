import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run takes for Teamtailor's answers: placeholders for ids, and nobody found. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  const [type = '', id] = path.slice(1).split('/');
  if (type === 'files') return { uri: '<uploaded file>' };
  const found = { id: id === undefined ? `<id of ${type}>` : decodeURIComponent(id), type };
  if (method !== 'GET') return { data: { ...found, attributes: { 'rejected-at': '<now>' } } };
  if (id === undefined) return { data: [], links: {} };
  return { data: { ...found, attributes: { 'human-status': 'published' }, relationships: {} } };
}
