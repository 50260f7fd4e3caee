import { RemoteError, lookUntilShown, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { readWholeList } from '../call-lever.ts';
import { opportunitiesPath, postingOf, withApplications } from '../read/applications.ts';
import { readArchiveReasons } from '../read/references.ts';
import { LeverOpportunity } from '../remote-types.ts';

/** Opportunities of whoever has an e-mail address, with their applications. */
async function findByEmail(context: ConnectorContext, email: string): Promise<LeverOpportunity[]> {
  const query = { ...withApplications, confidentiality: 'all', email };
  const rows = await readWholeList(context, opportunitiesPath, query);
  const wanted = email.toLowerCase();
  return parseResults(LeverOpportunity, rows, { model: 'applications', context })
    .map(({ parsed }) => parsed)
    .filter(({ emails }) => emails?.some((address) => address.toLowerCase() === wanted));
}

/**
 * Lever itself refuses nobody: it makes a further opportunity of the same contact. Somebody who was
 * turned down may apply again.
 * @throws RemoteError of kind `already-exists`
 */
export async function requireNotApplied(
  context: ConnectorContext,
  email: string,
  postingId: string,
): Promise<void> {
  const earlier = (await findByEmail(context, email)).filter((one) => isFor(one, postingId));
  if (earlier.length === 0) return;
  const open = earlier.find(({ archived }) => !archived) ?? (await findHired(context, earlier));
  if (open === undefined) return;
  const message = `The person already has the application ${open.id} for this job in Lever.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
}

function isFor({ applications }: LeverOpportunity, postingId: string): boolean {
  return (applications ?? []).some((one) => !('isExpanded' in one) && postingOf(one) === postingId);
}

async function findHired(
  context: ConnectorContext,
  opportunities: readonly LeverOpportunity[],
): Promise<LeverOpportunity | undefined> {
  const reasons = await readArchiveReasons(context, 'applications');
  const hiring = new Set(
    reasons.filter(({ parsed }) => parsed.type === 'hired').map(({ parsed }) => parsed.id),
  );
  return opportunities.find(({ archived }) => hiring.has(archived?.reason ?? ''));
}

export interface MadeApplication {
  opportunityId: string;
  contactId: string;
}

/** The opportunity that an application form has made: the answer names the application alone. */
export async function findMade(
  context: ConnectorContext,
  { applicationId, email }: { applicationId: string; email: string },
): Promise<MadeApplication> {
  if (context.isDryRun) return { opportunityId: '<opportunity>', contactId: '<contact>' };
  return lookUntilShown(context, `Lever made the application ${applicationId}`, async () => {
    const found = (await findByEmail(context, email)).find(({ applications }) =>
      applications?.some(({ id }) => id === applicationId),
    );
    return found?.contact ? { opportunityId: found.id, contactId: found.contact } : null;
  });
}
