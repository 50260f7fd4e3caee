import {
  RemoteError,
  inParallel,
  parseRemote,
  parseResults,
  path,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  ReadModel,
  ScorecardRecord,
  ScorecardResponse,
  Tombstone,
} from '@hirewire/connector-kit';
import { findRecord, readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersReview } from '../remote-types.ts';
import { applicationIdOf } from './ids.ts';
import type { ApplicationIds } from './ids.ts';
import { ofApplications, readOfPeople } from './of-people.ts';
import { datesOf, refsIn } from './field-refs.ts';

const reviewsPath = '/reviews';

/** Reviews, one application at a time. */
export const readScorecards: ReadModel<'scorecards'> = (context, request) =>
  readOfPeople<'scorecards'>(context, request, {
    model: 'scorecards',
    name: reviewsPath,
    read: (_candidateId, applications) =>
      ofApplications<'scorecards'>(applications, (ids) => readReviewsOf(context, ids)),
  });

async function readReviewsOf(
  context: ConnectorContext,
  ids: ApplicationIds,
): Promise<ScorecardRecord[]> {
  const rows = await nullIfGone(() => readRows(context, reviewsPath, { ...ids }));
  const reviews = parseResults(SmartRecruitersReview, rows ?? [], { model: 'scorecards', context });
  return reviews.map(({ raw, parsed }) => ({
    ...toScorecard({ ...parsed, ...ids }, context),
    remote_data: { [reviewsPath]: raw },
  }));
}

/** As they are now. */
export function readScorecardsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(ScorecardRecord | Tombstone)[]> {
  const ref = { model: 'scorecards', reportIssue: context.reportIssue } as const;
  return inParallel(ids, async (id) => {
    const raw = await findReview(context, id);
    const review = raw === null ? null : parseRemote(SmartRecruitersReview, raw, ref);
    if (review === null) return { remote_id: id, deleted: true };
    return { ...toScorecard(review, context), remote_data: { [reviewsPath]: raw } };
  });
}

/** Of a review that is gone, its id may be called invalid. */
async function findReview(context: ConnectorContext, id: string) {
  try {
    return await findRecord(context, path`/reviews/${id}`);
  } catch (error) {
    if (error instanceof RemoteError && error.remoteCode === 'INVALID_REVIEW_ID') return null;
    throw error;
  }
}

function toScorecard(
  review: SmartRecruitersReview,
  { reportIssue }: ConnectorContext,
): ScorecardRecord {
  const { candidateId, jobId } = review;
  return {
    remote_id: review.id,
    candidate_remote_id: candidateId,
    application_remote_id: candidateId && jobId ? applicationIdOf(candidateId, jobId) : null,
    author_remote_id: review.reviewerId,
    responses: toResponses(review),
    ...datesOf(review, refsIn('scorecards', reportIssue)),
  };
}

function toResponses({ overallRating, comment }: SmartRecruitersReview): ScorecardResponse[] {
  const question = { remote_id: null, required: null };
  return [
    ...(typeof overallRating === 'number'
      ? [
          {
            ...question,
            label: 'Overall rating',
            description: 'From 1 to 5.',
            type: 'NUMBER' as const,
            answer: overallRating,
          },
        ]
      : []),
    ...(comment
      ? [
          {
            ...question,
            label: 'Comment',
            description: null,
            type: 'TEXT' as const,
            answer: comment,
          },
        ]
      : []),
  ];
}
