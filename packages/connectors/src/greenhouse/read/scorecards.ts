import { parseResults, unreadOf } from '@hirewire/connector-kit';
import type { ConnectorContext, ScorecardRecord } from '@hirewire/connector-kit';
import { GreenhouseScorecard } from '../remote-types-of-scorecards.ts';
import type { GreenhouseInterviewer, GreenhouseSourceOfApplication } from '../remote-types.ts';
import { applicationsOfPeople } from './candidates.ts';
import { interviewersOfAll } from './interviews.ts';
import type { Join, OpenJoin } from './joins.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { formsOf, joinsOfForms, touchingForms } from './scorecard-forms.ts';
import { toScorecardResponses } from './scorecard-responses.ts';
import { refsIn, toTime } from './to-time.ts';

/** A draft is no opinion yet. */
export const submittedScorecards = { status: 'complete' };

const people: Join<typeof GreenhouseSourceOfApplication> = {
  ...applicationsOfPeople,
  keyOf: (row) => row.id,
  filter: 'ids',
  fields: ['candidate_remote_id'],
};
const interviewers: Join<typeof GreenhouseInterviewer> = {
  ...interviewersOfAll,
  keyOf: (row) => row.scorecard_id,
  filter: 'scorecard_ids',
  fields: ['interview_remote_id'],
};

/** https://harvestdocs.greenhouse.io/reference/get_v3-scorecards */
export const openScorecards: OpenList<'scorecards'> = async (context) => ({
  model: 'scorecards',
  path: '/scorecards',
  query: submittedScorecards,
  sideLists: [people, interviewers, ...joinsOfForms],
  touchedBy: touchingForms,
  mapper: (open) => mapperOf(context, open),
});

type Mapper = Awaited<ReturnType<OpenList<'scorecards'>>>['mapper'];

function mapperOf(context: ConnectorContext, open: OpenJoin): ReturnType<Mapper> {
  const loadPeople = open(people);
  const loadInterviewers = open(interviewers);
  const loadForms = formsOf(open);
  return async (rows) => {
    const found = parseResults(GreenhouseScorecard, rows, { model: 'scorecards', context });
    const all = found.map(({ parsed }) => parsed);
    const known = await loadPeople(idsOf(all, ({ application_id: application }) => application));
    const invited = await loadInterviewers(idsOf(all, ({ id }) => id));
    const forms = await loadForms(all);
    return found.map(({ raw, parsed }): ScorecardRecord => {
      const ref = refsIn('scorecards', context);
      const interviews = idsOf(invited.of(parsed.id), ({ interview_id: interview }) => interview);
      return {
        remote_id: parsed.id,
        candidate_remote_id: known.of(parsed.application_id)[0]?.candidate_id,
        application_remote_id: parsed.application_id,
        interview_remote_id: interviews[0],
        author_remote_id: parsed.interviewer_id ?? parsed.submitter_id,
        responses: toScorecardResponses(parsed, forms),
        remote_created_at: toTime(parsed.created_at, ref('created_at')),
        remote_updated_at: toTime(parsed.updated_at, ref('updated_at')),
        ...unreadOf(known, invited, ...forms.parts),
        remote_data: { '/scorecards': raw },
      };
    });
  };
}
