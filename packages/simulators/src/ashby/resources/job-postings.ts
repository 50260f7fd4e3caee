import { flag, listOf, text, uuid } from '../../kit/fields.ts';
import { isAskedFor, isExpanded, single, wholeList } from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import { postingSummaryOf } from '../records.ts';
import type { AshbyJobPosting } from '../types.ts';

const scope = 'jobs:read';

export const jobPostingMethods: Record<string, AshbyMethod> = {
  // Published ones only, all at once; the filters mind upper and lower case.
  'jobPosting.list': wholeList<AshbyJobPosting>({
    scope,
    filters: { location: text, department: text, listedOnly: flag, jobBoardId: uuid },
    collection: (records) => records.jobPostings,
    accept: (posting, call) =>
      !call.records.unpublishedPostingIds.has(posting.id) &&
      isAskedFor(call, 'location', posting.locationName) &&
      isAskedFor(call, 'department', posting.departmentName) &&
      (call.input['listedOnly'] !== true || posting.isListed) &&
      isOfVisibleJob(posting, call),
    render: postingSummaryOf,
  }),
  // Whether the vendor shows unpublished postings here is not documented; we do.
  'jobPosting.info': single<AshbyJobPosting>({
    scope,
    idField: 'jobPostingId',
    resource: 'job_posting',
    filters: { jobBoardId: uuid, expand: listOf(['job']) },
    collection: (records) => records.jobPostings,
    accept: isOfVisibleJob,
    render: (posting, call) =>
      isExpanded(call, 'job')
        ? { ...posting, job: call.records.jobs.find(posting.jobId) }
        : posting,
  }),
};

function isOfVisibleJob({ jobId }: AshbyJobPosting, { records, visibility }: AshbyCall): boolean {
  return visibility.isJobVisible(records.jobs.find(jobId));
}
