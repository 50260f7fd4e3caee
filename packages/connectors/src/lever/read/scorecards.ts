import type { ReadModel } from '@hirewire/connector-kit';
import { LeverFeedback } from '../remote-types.ts';
import { readChildren } from './children.ts';
import { toScorecardResponses } from './form-answers.ts';
import { toTime } from './to-time.ts';

/** Forms that interviewers have completed. https://hire.lever.co/developer/documentation#feedback */
export const readScorecards: ReadModel<'scorecards'> = (context, request) =>
  readChildren(context, request, {
    model: 'scorecards',
    name: 'feedback',
    schema: LeverFeedback,
    toRecord: (feedback, parent, ref) => {
      if (feedback.deletedAt) return { remote_id: feedback.id, deleted: true };
      // A form that nobody has filled in yet is no opinion.
      if (!feedback.completedAt) return null;
      return {
        remote_id: feedback.id,
        candidate_remote_id: parent.contact,
        application_remote_id: parent.id,
        interview_remote_id: feedback.interview,
        author_remote_id: feedback.user,
        responses: toScorecardResponses(feedback, context),
        remote_created_at: toTime(feedback.completedAt, ref('completedAt')),
      };
    },
  });
