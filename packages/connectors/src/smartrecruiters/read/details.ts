import { parseRemote, path } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName } from '@hirewire/connector-kit';
import { findRecord } from '../call-smartrecruiters.ts';
import { SmartRecruitersCandidate } from '../remote-types.ts';
import type { Person } from './candidate-list.ts';

/** The list has no phone number, links, work and source, and of further applications the job alone. */
export const detailsPath = '/candidates/{id}';

/** Candidates and applications. */
const readers = 2;

/** The details of somebody who is listed, which a run asks for once; null for one who is gone. */
export async function findListed(
  context: ConnectorContext,
  model: ModelName,
  { id, updatedOn }: SmartRecruitersCandidate,
): Promise<Person | null> {
  const shared = { key: JSON.stringify(['candidate', id, updatedOn]), readers };
  return toPerson(context, model, await context.shareRead(shared, () => readDetails(context, id)));
}

/** A candidate whole, as now; null for one who is gone. */
export async function findPerson(
  context: ConnectorContext,
  model: ModelName,
  id: string,
): Promise<Person | null> {
  return toPerson(context, model, await readDetails(context, id));
}

function readDetails(context: ConnectorContext, id: string): Promise<Json> {
  return findRecord(context, path`/candidates/${id}`);
}

function toPerson(context: ConnectorContext, model: ModelName, raw: Json): Person | null {
  const ref = { model, reportIssue: context.reportIssue };
  const parsed = raw === null ? null : parseRemote(SmartRecruitersCandidate, raw, ref);
  return parsed === null ? null : { raw, parsed };
}
