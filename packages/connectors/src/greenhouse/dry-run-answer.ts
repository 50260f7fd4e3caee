import type { RemoteRequest } from '@hirewire/connector-kit';

/** What the lists have for an application form: one post, and the board that it is on. */
const rows: Readonly<Record<string, object[]>> = {
  '/job_posts': [{ id: '<job post>', live: true, job_board_id: '0' }],
  '/job_boards': [{ id: '0', url_token: '<job board>' }],
};

/** What a dry run gets for Greenhouse's answers: empty lists, and placeholders for ids. */
export function dryRunAnswer({ method, host, path }: RemoteRequest): unknown {
  if (host === 'jobBoards') return { id: '<job post>' };
  if (method === 'GET') return rows[path] ?? [];
  if (path !== '/candidates') return { id: `<id of ${method} ${path}>` };
  return { candidate: { id: '<candidate>' }, application: { id: '<application>' } };
}
