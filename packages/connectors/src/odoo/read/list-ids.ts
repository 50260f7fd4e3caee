import type { ConnectorContext, ListIds, ModelName } from '@hirewire/connector-kit';
import { listApplications } from './applications.ts';
import { listCandidates } from './candidates.ts';
import { listInterviews } from './interviews.ts';
import { listJobs } from './jobs.ts';
import { listNamedRecords } from './named-records.ts';
import { listNotes } from './notes.ts';
import type { OdooReader } from './odoo-reader.ts';
import type { Plan } from './read-listings.ts';
import { listIdsOf } from './read-listings.ts';
import { listApplicationStages } from './stages.ts';
import { listUsers } from './users.ts';

/** No date tells what was deleted. Ids come 500 at once, without what records show of others. */
export const listIds = {
  jobs: ofPlan(listJobs),
  application_stages: ofPlan(listApplicationStages),
  applications: ofPlan(listApplications),
  candidates: ofPlan((context, reader) => listCandidates(context, reader, { since: null })),
  interviews: ofPlan(listInterviews),
  users: ofPlan(listUsers),
  tags: ofPlan((context) => listNamedRecords(context, 'tags')),
  rejection_reasons: ofPlan((context) => listNamedRecords(context, 'rejection_reasons')),
  notes: ofPlan(listNotes),
} satisfies Partial<Record<ModelName, ListIds>>;

function ofPlan<Model extends ModelName>(
  plan: (context: ConnectorContext, reader: OdooReader) => Plan<Model> | Promise<Plan<Model>>,
): ListIds {
  return (context, request) => listIdsOf(context, request, async (reader) => plan(context, reader));
}
