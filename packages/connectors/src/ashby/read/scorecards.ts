import {
  openSideCalls,
  parseRemote,
  readOnce,
  toIsoDate,
  unreadOf,
  inParallel,
  parseResults,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ReadModel,
  ReadRequest,
  ScorecardRecord,
} from '@hirewire/connector-kit';
import { callAshby, readIncrementally, readWholeList } from '../call-ashby.ts';
import { AshbyApplication, AshbyFeedback } from '../remote-types.ts';
import { toScorecardResponses } from './scorecard-responses.ts';

/** https://developers.ashbyhq.com/reference/applicationfeedbacklist */
const method = 'applicationFeedback.list';

/** Submitted feedback of all applications, with the form that it was given in. */
export const readScorecards: ReadModel<'scorecards'> = (context, request) => {
  const sideCalls = openSideCalls(context, 'scorecards', request);
  const candidateOf = readOnce((key) =>
    sideCalls.ask({ ...candidateCall, key }, () => findCandidate(context, key)),
  );
  const readPages = (inner: ReadRequest) =>
    readIncrementally<'scorecards'>(context, inner, {
      method,
      toRecords: (results) =>
        inParallel(parseFeedback(results, context), async ({ raw, parsed }) => {
          const candidate = await candidateOf(parsed.applicationId);
          return {
            ...toScorecard(parsed, context),
            candidate_remote_id: candidate.value,
            ...unreadOf(candidate),
            remote_data: { [method]: raw },
          };
        }),
    });
  return sideCalls.carry(readPages, {
    ...candidateCall,
    read: (applicationId) => readScorecardsOf(context, applicationId),
  });
};

/** Feedback names its application alone. */
const candidateCall = { name: 'application.info', fields: ['candidate_remote_id'] };

function parseFeedback(results: readonly Json[], context: ConnectorContext) {
  return parseResults(AshbyFeedback, results, { model: 'scorecards', context });
}

async function readScorecardsOf(
  context: ConnectorContext,
  applicationId: string,
): Promise<ScorecardRecord[]> {
  const candidate = await findCandidate(context, applicationId);
  const results = await readWholeList(context, method, { applicationId });
  return parseFeedback(results, context).map(({ raw, parsed }) => ({
    ...toScorecard(parsed, context),
    candidate_remote_id: candidate,
    remote_data: { [method]: raw },
  }));
}

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
  const call = () => callAshby(context, candidateCall.name, { applicationId });
  const found = await nullIfGone(call);
  // Deleted since the feedback was listed.
  if (found === null) return null;
  const ref = { model: 'scorecards', reportIssue: context.reportIssue } as const;
  return parseRemote(AshbyApplication, found.results, ref)?.candidate?.id ?? null;
}
