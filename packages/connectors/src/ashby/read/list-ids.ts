import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ListIds, ModelName } from '@hirewire/connector-kit';
import { readListPages } from '../call-ashby.ts';
import type { AshbyList } from '../call-ashby.ts';
import { AshbyInterviewSchedule, AshbyReference } from '../remote-types.ts';
import { allJobs } from './jobs.ts';
import { allTags } from './tags.ts';
import { allUsers } from './users.ts';

/**
 * Sync tokens are not documented to tell deletions, and a full read takes a request for each candidate
 * (notes) and many applications (answers). These lists take one for a hundred records. Notes have none.
 */
export const listIds = {
  jobs: idsOf('jobs', allJobs),
  applications: idsOf('applications', { method: 'application.list' }),
  candidates: idsOf('candidates', { method: 'candidate.list' }),
  interviews: idsOf('interviews', { method: 'interviewSchedule.list' }, toEventIds),
  offers: idsOf('offers', { method: 'offer.list' }),
  users: idsOf('users', allUsers),
  tags: idsOf('tags', allTags),
  scorecards: idsOf('scorecards', { method: 'applicationFeedback.list' }),
} satisfies Partial<Record<ModelName, ListIds>>;

function idsOf(model: ModelName, list: AshbyList, toIds = toOwnIds): ListIds {
  return async function* (context, { resumeFrom }) {
    const pages = readListPages(context, list, toPagePosition(resumeFrom));
    for await (const { results, next } of pages) {
      yield { remoteIds: toIds(results, { model, context }), resumeFrom: next };
    }
  };
}

interface RowsContext {
  model: ModelName;
  context: ConnectorContext;
}

function toOwnIds(results: readonly Json[], ref: RowsContext): string[] {
  return parseResults(AshbyReference, results, ref).map(({ parsed }) => parsed.id);
}

function toEventIds(results: readonly Json[], ref: RowsContext): string[] {
  return parseResults(AshbyInterviewSchedule, results, ref).flatMap(({ parsed }) =>
    (parsed.interviewEvents ?? []).map(({ id }) => id),
  );
}
