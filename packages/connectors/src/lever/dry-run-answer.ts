import type { RemoteRequest } from '@hirewire/connector-kit';

const personalInformation = [
  'fullName',
  'email',
  'phone',
  'currentCompany',
  'currentLocation',
  'resume',
  'additionalInformation',
].map((name) => ({ name }));

/** By method and path, without ids. */
const answers: Readonly<Record<string, unknown>> = {
  'GET /postings/*': { id: '<posting>', state: 'published' },
  'GET /postings/*/apply': { customQuestions: [], personalInformation, urls: [] },
  'POST /postings/*/apply': { applicationId: '<application>' },
  'POST /uploads': { uri: '<uploaded file>' },
  'POST /opportunities': { id: '<opportunity>', contact: '<contact>' },
  'GET /opportunities/*': { id: '<opportunity>', contact: '<contact>' },
};

/** What a dry run takes for Lever's answers: placeholders for ids, and nobody found. */
export function dryRunAnswer({ method, path }: RemoteRequest): unknown {
  const route = `${method} ${path.replace(/^(\/[^/]+)\/[^/]+/, '$1/*')}`;
  const data = answers[route] ?? (method === 'GET' ? [] : { id: `<id of ${route}>` });
  return { data, hasNext: false };
}
