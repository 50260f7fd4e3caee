import type { RemoteRequest } from '@hirewire/connector-kit';

const candidate = { id: '<candidate>', emails: [], placements: [], tags: [] };

/** By method and path, without ids. */
const answers: Readonly<Record<string, unknown>> = {
  'GET /offers/*': { offer: { id: '<offer>', status: 'published' } },
  'GET /candidates/*': { candidate },
  'GET /search/new/quick': { candidates: { hits: [] } },
  'POST /candidates': { candidate: { ...candidate, placements: [{ id: '<placement>' }] } },
  'POST /placements': { placement: { id: '<placement>', candidate_id: '<candidate>' } },
  'POST /candidates/*/notes': { note: { id: '<note>' } },
  'POST /attachments': { attachment: { id: '<attachment>' } },
};

const lists = ['offers', 'candidates', 'tags', 'disqualify_reasons', 'attachments', 'notes'];

/** What a dry run takes for Recruitee's answers: placeholders for ids, and nobody found. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  const route = `${method} ${path.replace(/^(\/(?:offers|candidates|placements))\/[^/]+/, '$1/*')}`;
  return answers[route] ?? Object.fromEntries(lists.map((name) => [name, []]));
}
