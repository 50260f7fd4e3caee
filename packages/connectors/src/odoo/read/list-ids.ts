import type { ListIds, ModelName } from '@hirewire/connector-kit';
import { listApplications } from './applications.ts';
import { listCandidates } from './candidates.ts';
import { listInterviews } from './interviews.ts';
import { listJobs } from './jobs.ts';
import { planNamed } from './named-records.ts';
import { listNotes } from './notes.ts';
import { listIdsOf } from './read-listings.ts';
import type { MakePlan } from './read-listings.ts';
import { listApplicationStages } from './stages.ts';
import { listUsers } from './users.ts';

/** No date tells what was deleted. Ids come 500 at once, without what records show of others. */
export const listIds = {
  jobs: ofPlan('jobs', listJobs),
  application_stages: ofPlan('application_stages', listApplicationStages),
  applications: ofPlan('applications', listApplications),
  candidates: ofPlan('candidates', ({ context, reader }) =>
    listCandidates(context, reader, { since: null }),
  ),
  interviews: ofPlan('interviews', listInterviews),
  users: ofPlan('users', listUsers),
  tags: ofPlan('tags', planNamed('tags')),
  rejection_reasons: ofPlan('rejection_reasons', planNamed('rejection_reasons')),
  notes: ofPlan('notes', listNotes),
} satisfies Partial<Record<ModelName, ListIds>>;

function ofPlan<Model extends ModelName>(model: Model, plan: MakePlan<Model>): ListIds {
  return (context, request) => listIdsOf(context, request, { model, plan });
}
