import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type { ApplicationTarget, ConnectorContext } from '@hirewire/connector-kit';
import { readByIds, readWholeList } from '../call-greenhouse.ts';
import { applicationsPath } from '../read/applications.ts';
import { candidatesPath } from '../read/candidates.ts';
import { GreenhouseApplication, GreenhouseCandidate } from '../remote-types.ts';
import { superseded } from '../vocabulary.ts';

/** @throws RemoteError of kind `not-found` */
export async function requireApplication(
  context: ConnectorContext,
  id: string,
): Promise<GreenhouseApplication> {
  const rows = await readByIds(context, { path: applicationsPath }, [id]);
  const [found] = parseResults(GreenhouseApplication, rows, { model: 'applications', context });
  if (found !== undefined) return found.parsed;
  throw notFound(`the application ${id}`);
}

/** A list without a record says that it is gone, or may not be seen. */
function notFound(what: string): RemoteError {
  const message = `Greenhouse does not have ${what}, or does not show it to the user of the credentials.`;
  return new RemoteError({ kind: 'not-found', message, status: null });
}

/** Whose application it is: after a merge, no longer the candidate who was synced. */
export async function requireCandidate(
  context: ConnectorContext,
  { remoteId, candidateRemoteId }: ApplicationTarget,
): Promise<string> {
  if (context.isDryRun) return candidateRemoteId ?? '0';
  const { candidate_id: candidate } = await requireApplication(context, remoteId);
  if (candidate) return candidate;
  throw notFound(`the candidate of the application ${remoteId}`);
}

/** @throws RemoteError of kind `not-found` */
export async function requirePerson(context: ConnectorContext, id: string): Promise<void> {
  if (context.isDryRun) return;
  const list = { path: candidatesPath, query: { fields: 'id' } };
  const rows = await readByIds(context, list, [id]);
  if (rows.length === 0) throw notFound(`the candidate ${id}`);
}

/** All applications of somebody, the newest first. */
export async function listApplications(
  context: ConnectorContext,
  candidateId: string,
): Promise<GreenhouseApplication[]> {
  const list = { path: applicationsPath, filter: 'candidate_ids' };
  const rows = await readByIds(context, list, [candidateId]);
  return parseResults(GreenhouseApplication, rows, { model: 'applications', context })
    .map(({ parsed }) => parsed)
    .filter((one) => one.status !== superseded && one.candidate_id === candidateId)
    .toSorted((one, other) => Number(other.id) - Number(one.id));
}

/**
 * The application that is shown with somebody: the newest one for a job that goes on, else the newest.
 * @throws RemoteError of kind `input` for a person without any
 */
export async function mainApplication(
  context: ConnectorContext,
  candidateId: string,
): Promise<string> {
  const all = await listApplications(context, candidateId);
  const live = all.find(({ status, prospect }) => status === 'in_process' && prospect !== true);
  const found = live ?? all[0];
  if (found !== undefined) return found.id;
  if (context.isDryRun) return '0';
  throw new RemoteError({
    kind: 'input',
    message: `Greenhouse keeps files with an application, and the candidate ${candidateId} has none.`,
    status: null,
  });
}

/** People with an e-mail address: several, where nobody has merged them. The oldest comes first. */
export async function findByEmail(
  context: ConnectorContext,
  email: string,
): Promise<GreenhouseCandidate[]> {
  const wanted = email.trim().toLowerCase();
  const rows = await readWholeList(context, { path: candidatesPath, query: { email } });
  return parseResults(GreenhouseCandidate, rows, { model: 'candidates', context })
    .map(({ parsed }) => parsed)
    .filter(({ email_addresses: addresses }) =>
      addresses?.some(({ value }) => value?.trim().toLowerCase() === wanted),
    )
    .toSorted((one, other) => Number(one.id) - Number(other.id));
}
