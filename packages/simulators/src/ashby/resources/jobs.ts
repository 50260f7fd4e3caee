import { epochMs, flag, listOf } from '../../kit/fields.ts';
import {
  createdAfter,
  isAskedFor,
  isCreatedAfter,
  isExpanded,
  pagedList,
  single,
} from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyJob } from '../types.ts';

const scope = 'jobs:read';
const display = {
  includeUnpublishedJobPostingsIds: flag,
  expand: listOf(['location', 'openings']),
};

export const jobMethods: Record<string, AshbyMethod> = {
  'job.list': pagedList<AshbyJob>({
    scope,
    filters: {
      ...createdAfter,
      ...display,
      status: listOf(['Draft', 'Open', 'Closed', 'Archived']),
      openedAfter: epochMs,
      openedBefore: epochMs,
      closedAfter: epochMs,
      closedBefore: epochMs,
    },
    collection: (records) => records.jobs,
    accept: (job, call) =>
      hasAskedStatus(job, call) &&
      isCreatedAfter(job.createdAt, call) &&
      isBetween(job.openedAt, call.input['openedAfter'], call.input['openedBefore']) &&
      isBetween(job.closedAt, call.input['closedAfter'], call.input['closedBefore']) &&
      call.visibility.isJobVisible(job),
    render: shown,
  }),
  'job.info': single<AshbyJob>({
    scope,
    idField: 'id',
    resource: 'job',
    filters: display,
    collection: (records) => records.jobs,
    accept: (job, call) => call.visibility.isJobVisible(job),
    render: shown,
  }),
};

/** Drafts are left out unless the status names them. */
function hasAskedStatus(job: AshbyJob, call: AshbyCall): boolean {
  if (call.input['status'] === undefined) return job.status !== 'Draft';
  return isAskedFor(call, 'status', job.status);
}

function isBetween(moment: string | null, after: unknown, before: unknown): boolean {
  if (after === undefined && before === undefined) return true;
  if (moment === null) return false;
  const at = Date.parse(moment);
  return at > Number(after ?? -Infinity) && at < Number(before ?? Infinity);
}

function shown(job: AshbyJob, call: AshbyCall): unknown {
  const { records, input } = call;
  const isAll = input['includeUnpublishedJobPostingsIds'] === true;
  return {
    ...call.visibility.withoutPrivateFields(job),
    jobPostingIds: job.jobPostingIds.filter(
      (id) => isAll || !records.unpublishedPostingIds.has(id),
    ),
    ...(isExpanded(call, 'location') && {
      location: job.locationId === null ? null : records.locations.find(job.locationId),
    }),
    // This organisation does not use openings.
    ...(isExpanded(call, 'openings') && { openings: [] }),
  };
}
