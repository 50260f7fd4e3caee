import { RemoteError, findMissing, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { getSmartRecruiters, readRows } from './call-smartrecruiters.ts';
import { smartRecruitersPermissions } from './permissions.ts';
import { applicationsOf, candidatesPath } from './read/candidate-list.ts';
import type { ApplicationIds } from './read/ids.ts';
import { findVendorId } from './read/interviews.ts';
import { jobsPath } from './read/job-list.ts';
import { systemRolesPath } from './read/roles.ts';
import { rejectionsPath, usersPath } from './read/small-lists.ts';
import { processesPath } from './read/stages.ts';
import { SmartRecruitersCandidate, SmartRecruitersCompany } from './remote-types.ts';

/** Asks for a little of it; `application` is one that can be read, if there is any. */
type Ask = (context: ConnectorContext, application: ApplicationIds | null) => Promise<unknown>;

const list =
  (path: string, query: Record<string, number> = {}): Ask =>
  (context) =>
    readRows(context, path, query);

const one = { limit: 1 };

/** Of records that are asked for by their application alone. */
const of =
  (ask: (context: ConnectorContext, ids: ApplicationIds) => Promise<unknown>): Ask =>
  async (context, application) => {
    if (application !== null) await ask(context, application);
  };

/** What is refused without each permission. What a key may write shows only when it is written. */
const questions: Readonly<Partial<Record<keyof typeof smartRecruitersPermissions, Ask>>> = {
  candidates_read: list(candidatesPath, one),
  jobs_read: list(jobsPath, one),
  users_read: list(usersPath, one),
  'users_read (system roles)': list(systemRolesPath),
  'configuration_read (hiring processes)': list(processesPath),
  'configuration_read (rejection reasons)': list(rejectionsPath),
  candidates_offers_read: list('/offers', one),
  interviews_read: of(async (context, ids) => {
    const applicationId = await findVendorId(context, ids);
    if (applicationId === null) return;
    await readRows(context, '/interviews-api/v201904/interviews', { applicationId });
  }),
  reviews_read: of((context, ids) => readRows(context, '/reviews', { ...ids })),
  'messages_read (role ADMINISTRATOR)': of((context, { candidateId }) =>
    readRows(context, '/messages', { candidateId, ...one }),
  ),
};

/** Asks for a little of everything: no request lists what a key may do. */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await requireGoodKey(context);
  const application = await findApplication(context);
  const refused = new Set<string>();
  for (const [name, ask] of Object.entries(questions)) {
    if (await isRefused(() => ask(context, application))) refused.add(name);
  }
  const missingPermissions = findMissing(smartRecruitersPermissions, (name) => !refused.has(name));
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
