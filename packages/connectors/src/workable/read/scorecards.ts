import { toIsoDate } from '@hirewire/connector-kit';
import type { ReadModel, ScorecardResponse } from '@hirewire/connector-kit';
import type { WorkableActivity } from '../remote-types.ts';
import { readActivities } from './activities.ts';
import { toText } from './to-text.ts';

/** Ratings: a grade on a scale, and a comment. */
export const readScorecards: ReadModel<'scorecards'> = (context, request) =>
  readActivities(context, request, {
    model: 'scorecards',
    toRecord: (activity, candidateId, ref) => {
      if (activity.action !== 'rating' || !activity.rating) return null;
      return {
        remote_id: activity.id,
        candidate_remote_id: candidateId,
        application_remote_id: candidateId,
        author_remote_id: activity.member?.id,
        responses: toResponses(activity),
        remote_created_at: toIsoDate(activity.created_at, ref('created_at')),
        remote_updated_at: toIsoDate(activity.updated_at, ref('updated_at')),
      };
    },
  });

function toResponses({ rating, body }: WorkableActivity): ScorecardResponse[] {
  const { scale, grade, score } = rating ?? {};
  return [
    ...toResponse('Grade', grade, scale),
    ...toResponse('Score', score, scale),
    ...toResponse('Comment', body ? toText(body) : null, null),
  ];
}

function toResponse(
  label: string,
  answer: number | string | null | undefined,
  description: string | null | undefined,
): ScorecardResponse[] {
  if (answer === null || answer === undefined || answer === '') return [];
  const question = { remote_id: null, label, description: description ?? null, required: null };
  return typeof answer === 'number'
    ? [{ ...question, type: 'NUMBER', answer }]
    : [{ ...question, type: 'TEXT', answer }];
}
