import { RemoteError, findMissing, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';
import { getSmartRecruiters, readRows } from './call-smartrecruiters.ts';
import { applicationsOf, candidatesPath } from './read/candidate-list.ts';
import type { ApplicationIds } from './read/ids.ts';
import { findVendorId } from './read/interviews.ts';
import { jobsPath } from './read/job-list.ts';
import { systemRolesPath } from './read/roles.ts';
import { rejectionsPath, usersPath } from './read/small-lists.ts';
import { processesPath } from './read/stages.ts';
import { SmartRecruitersCandidate, SmartRecruitersCompany } from './remote-types.ts';

interface Permission {
  use: PermissionUse;
  /** Asks for a little of it; `application` is one that can be read, if there is any. */
  ask: (context: ConnectorContext, application: ApplicationIds | null) => Promise<unknown>;
}

const list =
  (path: string, query: Record<string, number> = {}): Permission['ask'] =>
  (context) =>
    readRows(context, path, query);

const one = { limit: 1 };

/** Of records that are asked for by their application alone. */
const of =
  (ask: (context: ConnectorContext, ids: ApplicationIds) => Promise<unknown>): Permission['ask'] =>
  async (context, application) => {
    if (application !== null) await ask(context, application);
  };

const candidates = 'candidates_read';

/**
 * A key may do what its user's role may. The names are those of the scopes that the vendor's OpenAPI
 * document (April 2024) has for each request.
 */
const permissions: Readonly<Record<string, Permission>> = {
  [candidates]: {
    ask: list(candidatesPath, one),
    use: {
      models: ['applications', 'candidates', 'tags', 'interviews', 'notes', 'scorecards'],
      actions: [
        'addCandidateTag',
        'removeCandidateTag',
        'addCandidateAttachment',
        'getApplicationAttachments',
        'getCandidateAttachments',
      ],
    },
  },
  jobs_read: {
    ask: list(jobsPath, one),
    use: { models: ['jobs', 'roles'], actions: ['createApplication'] },
  },
  users_read: { ask: list(usersPath, one), use: { models: ['users'] } },
  'users_read (system roles)': { ask: list(systemRolesPath), use: { models: ['roles'] } },
  'configuration_read (hiring processes)': {
    ask: list(processesPath),
    use: { models: ['application_stages'] },
  },
  'configuration_read (rejection reasons)': {
    ask: list(rejectionsPath),
    use: { models: ['rejection_reasons'] },
  },
  candidates_offers_read: { ask: list('/offers', one), use: { models: ['offers'] } },
  interviews_read: {
    ask: of(async (context, ids) => {
      const applicationId = await findVendorId(context, ids);
      if (applicationId === null) return;
      await readRows(context, '/interviews-api/v201904/interviews', { applicationId });
    }),
    use: { models: ['interviews'] },
  },
  reviews_read: {
    ask: of((context, ids) => readRows(context, '/reviews', { ...ids })),
    use: { models: ['scorecards'] },
  },
  'messages_read (role ADMINISTRATOR)': {
    ask: of((context, { candidateId }) => readRows(context, '/messages', { candidateId, ...one })),
    use: { models: ['notes'] },
  },
};

const uses = Object.fromEntries(Object.entries(permissions).map(([name, { use }]) => [name, use]));

/** Asks for a little of everything: no request lists what a key may do. */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await requireGoodKey(context);
  const application = await findApplication(context);
  const refused = new Set<string>();
  for (const [name, { ask }] of Object.entries(permissions)) {
    if (await isRefused(() => ask(context, application))) refused.add(name);
  }
  const missingPermissions = findMissing(uses, (name) => !refused.has(name));
  return { missingPermissions, accountLabel: await findAccountLabel(context) };
}

/**
 * Everybody may read their own account. SmartRecruiters also says 401 to a good key that lacks a right:
 * one that may read something else is good all the same.
 */
async function requireGoodKey(context: ConnectorContext): Promise<void> {
  try {
    await isRefused(() => getSmartRecruiters(context, `${usersPath}/me`), ['permission']);
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'authentication') throw error;
    const isGood = await getSmartRecruiters(context, '/configuration/company').then(
      () => true,
      () => false,
    );
    if (!isGood) throw error;
  }
}

/** Of a good key, a 401 means the same as a 403. */
async function isRefused(
  ask: () => Promise<unknown>,
  kinds: readonly RemoteError['kind'][] = ['permission', 'authentication'],
): Promise<boolean> {
  try {
    await ask();
    return false;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if (kinds.includes(error.kind)) return true;
    // What was listed may be gone by now.
    if (error.kind === 'not-found') return false;
    throw error;
  }
}

async function findApplication(context: ConnectorContext): Promise<ApplicationIds | null> {
  let found: ApplicationIds | null = null;
  await isRefused(async () => {
    const rows = await readRows(context, candidatesPath, one);
    const people = parseResults(SmartRecruitersCandidate, rows, { model: 'candidates', context });
    found = people.flatMap(({ parsed }) => applicationsOf(parsed))[0] ?? null;
  });
  return found;
}

/** It is only shown. */
async function findAccountLabel(context: ConnectorContext): Promise<string | null> {
  let label: string | null = null;
  await isRefused(async () => {
    const company = await getSmartRecruiters(context, '/configuration/company');
    label = SmartRecruitersCompany.parse(company).name ?? null;
  });
  return label;
}
