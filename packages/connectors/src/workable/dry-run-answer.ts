import type { RemoteRequest } from '@hirewire/connector-kit';

const candidate = { id: '<candidate>', tags: [] };

/** By method and path, without ids. */
const answers: Readonly<Record<string, unknown>> = {
  'GET /jobs/*': { shortcode: '<job>', state: 'published' },
  'GET /members': {
    members: [{ id: '<first active administrator>', role: 'admin', active: true }],
  },
  'GET /candidates/*': { candidate },
  'POST /jobs/*/candidates': { status: 'created', candidate },
  'POST /candidates/*/comments': { id: '<comment>' },
  'PUT /candidates/*/tags': { tags: [] },
  'PATCH /candidates/*': { candidate },
};

/** What a dry run takes for Workable's answers: placeholders for ids, and nothing found. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  const route = `${method} ${path.replace(/^(\/[^/]+)\/[^/]+/, '$1/*')}`;
  return answers[route] ?? {};
}
