import {
  RemoteError,
  inParallel,
  parseRemote,
  parseResults,
  readOnce,
  toIsoDate,
} from '@hirewire/connector-kit';
import type { ConnectorContext, ReadModel, ScorecardRecord } from '@hirewire/connector-kit';
import { callAshby, readIncrementally } from '../call-ashby.ts';
import { AshbyApplication, AshbyFeedback } from '../remote-types.ts';
import { toScorecardResponses } from './scorecard-responses.ts';

/** https://developers.ashbyhq.com/reference/applicationfeedbacklist */
const method = 'applicationFeedback.list';

/** Submitted feedback of all applications, with the form that it was given in. */
export const readScorecards: ReadModel<'scorecards'> = (context, request) => {
  // Feedback names its application alone.
  const candidateOf = readOnce((applicationId) => findCandidate(context, applicationId));
  return readIncrementally(context, request, {
    method,
    toRecords: (results) =>
      inParallel(
        parseResults(AshbyFeedback, results, { model: 'scorecards', context }),
        async ({ raw, parsed }) => ({
          ...toScorecard(parsed, context),
          candidate_remote_id: await candidateOf(parsed.applicationId),
          remote_data: { [method]: raw },
        }),
      ),
  });
};

function toScorecard(feedback: AshbyFeedback, context: ConnectorContext): ScorecardRecord {
  return {
    remote_id: feedback.id,
    application_remote_id: feedback.applicationId,
    // The wire's interview is an event of a schedule; `interviewId` names the kind of interview.
    interview_remote_id: feedback.interviewEventId,
    author_remote_id: feedback.submittedByUser?.id,
    responses: toScorecardResponses(feedback, context),
    remote_created_at: toIsoDate(feedback.submittedAt, {
      model: 'scorecards',
      field: 'submittedAt',
      reportIssue: context.reportIssue,
    }),
  };
}

async function findCandidate(
  context: ConnectorContext,
  applicationId: string,
): Promise<string | null> {
  try {
    const { results } = await callAshby(context, 'application.info', { applicationId });
    const place = { model: 'scorecards', reportIssue: context.reportIssue } as const;
    return parseRemote(AshbyApplication, results, place)?.candidate?.id ?? null;
  } catch (error) {
    // Deleted since the feedback was listed.
    if (error instanceof RemoteError && error.kind === 'not-found') return null;
    throw error;
  }
}
