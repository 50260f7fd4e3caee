import { RemoteError, findMissing, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, RemoteErrorKind } from '@hirewire/connector-kit';
import { getRecruitee, listRecruitee } from './call-recruitee.ts';
import { recruiteePermissions } from './permissions.ts';
import { RecruiteeReference } from './remote-types.ts';

interface Question {
  /** What is asked for; `{id}` is a candidate. */
  path: string;
  /** The name of its list. */
  name: string;
  query?: Readonly<Record<string, string | number>>;
}

/** What is refused without each permission. No request tells what a user may write. */
const questions: Readonly<Partial<Record<keyof typeof recruiteePermissions, Question>>> = {
  'Jobs: view': { path: '/offers', name: 'offers', query: { page: 1, limit: 1 } },
  'Candidates: view': { path: '/candidates', name: 'candidates', query: { limit: 1 } },
  'Team members: view': { path: '/admins', name: 'admins' },
  'Tags: view': { path: '/tags', name: 'tags' },
  'Disqualify reasons: view': { path: '/disqualify_reasons', name: 'disqualify_reasons' },
  'Events: view': {
    path: '/interview/events',
    name: 'interview_events',
    query: { status: 'upcoming', page: 1, limit: 1 },
  },
  'Notes: view': { path: '/candidates/{id}/notes', name: 'notes', query: { limit: 1 } },
  'Evaluations: view': {
    path: '/interview/results',
    name: 'interview_results',
    query: { candidate_id: '{id}' },
  },
  'Files: view': { path: '/candidates/{id}/attachments', name: 'attachments' },
};

/** Asks for one record of everything: no request tells what a user may do. */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await requireCompany(context);
  const missing = new Set<string>();
  let candidate: string | undefined;
  for (const [name, question] of Object.entries(questions)) {
    const rows = await ask(context, question, candidate);
    if (rows === null) missing.add(name);
    if (question.path === '/candidates') {
      candidate = RecruiteeReference.safeParse(rows?.[0]).data?.id;
    }
  }
  const missingPermissions = findMissing(recruiteePermissions, (name) => !missing.has(name));
  return { missingPermissions, accountLabel: null };
}

/** How Recruitee refuses a company that the token's user is not in, or that there is not. */
const refusals: readonly RemoteErrorKind[] = ['permission', 'not-found', 'input'];

/** Everybody may read their own account: https://docs.recruitee.com/reference ("admin"). */
async function requireCompany(context: ConnectorContext): Promise<void> {
  try {
    await getRecruitee(context, '/admin', 'admin');
  } catch (error) {
    if (!(error instanceof RemoteError) || !refusals.includes(error.kind)) throw error;
    const { message, status } = error;
    throw new RemoteError({
      kind: 'authentication',
      message: `${message} Check \`company_id\`: the number or the subdomain of the company that the token was made in.`,
      status,
      cause: error,
    });
  }
}

/** Null where the user may not see it; empty where there is no candidate to ask it of. */
async function ask(
  context: ConnectorContext,
  { path: template, name, query = {} }: Question,
  candidate: string | undefined,
): Promise<readonly unknown[] | null> {
  const isOfCandidate = template.includes('{id}') || Object.values(query).includes('{id}');
  if (isOfCandidate && candidate === undefined) return [];
  const id = candidate ?? '';
  const address = template.includes('{id}') ? template.replace('{id}', path`${id}`) : template;
  const filled = Object.entries(query).map(([key, value]) => [key, value === '{id}' ? id : value]);
  try {
    const list = { path: address, name, query: Object.fromEntries(filled) };
    return (await listRecruitee(context, list)).content ?? [];
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if (error.kind === 'permission') return null;
    // The candidate may be gone by now.
    if (error.kind === 'not-found') return [];
    throw error;
  }
}
