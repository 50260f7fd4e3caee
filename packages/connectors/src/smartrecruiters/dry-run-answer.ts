import type { RemoteRequest } from '@hirewire/connector-kit';

/** By method and path, without ids. */
const answers: Readonly<Record<string, unknown>> = {
  'GET /jobs/*': { id: '<job>', status: 'SOURCING' },
  'GET /candidates/*': {
    id: '<candidate>',
    tags: [],
    primaryAssignment: { job: { id: '<job>' }, status: 'NEW' },
  },
  'GET /candidates/*/tags': { tags: [] },
  'GET /configuration/company': { identifier: '<company>' },
  'POST /jobs/*/candidates': { id: '<candidate>' },
  'POST /postings/*/candidates': { id: '<candidate>' },
  'POST /messages/shares': { id: '<message>' },
};

/** What a dry run takes for SmartRecruiters' answers: placeholders for ids, and nothing found. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  const route = `${method} ${path.replace(/^(\/(?:jobs|candidates|postings))\/[^/]+/, '$1/*')}`;
  return answers[route] ?? { content: [] };
}
