import { RemoteError, openSideCalls, parseResults, toIsoDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ReadModel,
  ScorecardRecord,
  ScorecardResponse,
} from '@hirewire/connector-kit';
import { readWholeList } from '../call-recruitee.ts';
import { RecruiteeResult } from '../remote-types.ts';
import type { RecruiteeCandidate } from '../remote-types.ts';
import { ofGone } from './gone.ts';
import { findPerson, readPeople } from './people.ts';
import { offerOf } from './placements.ts';
import { refsIn } from './to-dates.ts';

const resultsPath = '/interview/results';
const resultsCall = { name: resultsPath, fields: [] };

/** A scorecard is an evaluation: `GET /interview/results`, for one candidate at a time. */
export const readScorecards: ReadModel<'scorecards'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'scorecards', request);
  const { value: isFiltered } = await sideCalls.ask(resultsCall, () =>
    findsNothingOfNobody(context),
  );
  if (isFiltered === false) throw ofOthers();
  const owners = new Map<string, string>();
  yield* readPeople<'scorecards'>(context, sideCalls, {
    model: 'scorecards',
    call: resultsCall,
    async readAgain(id) {
      const person = await findPerson(context, 'scorecards', id);
      return person === null ? [] : readResultsOf(context, person.parsed);
    },
    async read({ parsed }) {
      const { id: key } = parsed;
      const call = { ...resultsCall, key };
      const records = (await sideCalls.ask(call, () => readResultsOf(context, parsed))).value ?? [];
      for (const { remote_id: id } of records) {
        if ((owners.get(id) ?? key) !== key) throw ofOthers();
        owners.set(id, key);
      }
      return records;
    },
  });
};

/** An id that nobody has. */
const nobody = '0';

/**
 * Recruitee ignores filters that it does not know, and results do not say whose they are: results of
 * nobody would be those of everybody, and stand beside each candidate.
 */
async function findsNothingOfNobody(context: ConnectorContext): Promise<boolean> {
  try {
    return (await ofGone(() => listResults(context, nobody))).length === 0;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'input') return true;
    throw error;
  }
}

function ofOthers(): RemoteError {
  const message =
    "Recruitee's evaluations cannot be read by candidate any more: it answers with those of others. Report this to the maintainers of the connector.";
  return new RemoteError({ kind: 'unknown', message, status: 200 });
}

function listResults(context: ConnectorContext, candidateId: string): Promise<Json[]> {
  const query = { candidate_id: candidateId };
  return readWholeList(context, { path: resultsPath, name: 'interview_results', query });
}

async function readResultsOf(
  context: ConnectorContext,
  candidate: RecruiteeCandidate,
): Promise<ScorecardRecord[]> {
  const rows = await ofGone(() => listResults(context, candidate.id));
  const results = parseResults(RecruiteeResult, rows, { model: 'scorecards', context });
  return results
    .filter(({ parsed: { candidate_id: whose } }) => !whose || whose === candidate.id)
    .map(({ raw, parsed }) => ({
      ...toScorecard(parsed, candidate, context),
      remote_data: { [resultsPath]: raw },
    }));
}

function toScorecard(
  result: RecruiteeResult,
  { id, placements }: RecruiteeCandidate,
  { reportIssue }: ConnectorContext,
): ScorecardRecord {
  const { offer_id: offer } = result;
  const placement = placements?.find((one) => offer && offerOf(one) === offer);
  return {
    remote_id: result.id,
    candidate_remote_id: id,
    application_remote_id: placement?.id ?? null,
    author_remote_id: result.admin_id,
    responses: toResponses(result),
    remote_created_at: toIsoDate(
      result.created_at,
      refsIn('scorecards', reportIssue)('created_at'),
    ),
  };
}

/** Each customer has a scale of their own, whose words a rating is one of. */
function toResponses({ rating, rating_note: note }: RecruiteeResult): ScorecardResponse[] {
  const given = [
    ['Rating', rating],
    ['Note', note],
  ] as const;
  return given.flatMap(([label, answer]) =>
    answer
      ? [{ remote_id: null, label, description: null, required: null, type: 'TEXT', answer }]
      : [],
  );
}
