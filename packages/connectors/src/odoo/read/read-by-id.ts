import type { ConnectorContext, Json, ModelName, ReadById } from '@hirewire/connector-kit';
import { listApplications } from './applications.ts';
import { applicantsWithoutContact, contacts } from './candidates.ts';
import { listInterviews } from './interviews.ts';
import { listJobs } from './jobs.ts';
import { planNamed } from './named-records.ts';
import { createOdooReader } from './odoo-reader.ts';
import type { OdooReader } from './odoo-reader.ts';
import { openSource } from './read-listings.ts';
import type { Listing, MakePlan } from './read-listings.ts';
import { listApplicationStages } from './stages.ts';
import { listUsers } from './users.ts';

/** Single records, as writes leave them. */
export const readById: ReadById = {
  applications: ofPlan('applications', listApplications),
  application_stages: ofPlan('application_stages', listApplicationStages),
  jobs: ofPlan('jobs', listJobs),
  interviews: ofPlan('interviews', listInterviews),
  users: ofPlan('users', listUsers),
  tags: ofPlan('tags', planNamed('tags')),
  rejection_reasons: ofPlan('rejection_reasons', planNamed('rejection_reasons')),
  candidates: async (context, ids) => {
    const reader = createOdooReader(context);
    const people = await readOf(reader, contacts(context, reader), idsOf(ids, 'partner'));
    const lone = applicantsWithoutContact(context, { since: null });
    const others = await readOf(reader, lone, idsOf(ids, 'applicant'));
    return withGone(ids, [...people, ...others]);
  },
};

/** Models whose remote ids are those of Odoo. */
function ofPlan<Model extends ModelName>(model: Model, plan: MakePlan<Model>) {
  return async (context: ConnectorContext, ids: readonly string[]) => {
    const source = openSource(context, model);
    const { listings } = await plan(source);
    return withGone(ids, await readOf(source.reader, listings[0], ids));
  };
}

/** `partner:7` and `applicant:8`: those of one kind. */
export function idsOf(remoteIds: readonly string[], kind: 'partner' | 'applicant'): string[] {
  const prefix = `${kind}:`;
  return remoteIds.flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

async function readOf<Model extends ModelName>(
  reader: OdooReader,
  listing: Listing<Model>,
  ids: readonly string[],
) {
  if (ids.length === 0) return [];
  const domain = [...listing.domain, ['id', 'in', ids.map(Number) as Json] as const];
  return listing.toRecords(await reader.searchAll({ ...listing, domain }), 'full');
}

/** What Odoo did not find is gone. */
function withGone<Found extends { remote_id: string }>(ids: readonly string[], found: Found[]) {
  const known = new Set(found.map(({ remote_id: id }) => id));
  const gone = ids.filter((id) => !known.has(id));
  return [...found, ...gone.map((id) => ({ remote_id: id, deleted: true }) as const)];
}
