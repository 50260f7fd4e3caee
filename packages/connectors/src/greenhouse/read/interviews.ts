import { parseResults, unreadOf } from '@hirewire/connector-kit';
import type { ConnectorContext, InterviewRecord } from '@hirewire/connector-kit';
import {
  GreenhouseInterview,
  GreenhouseInterviewer,
  GreenhouseJobInterview,
} from '../remote-types.ts';
import type { Join } from './joins.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { refsIn, toDay, toTime } from './to-time.ts';

/** Who is invited, and which scorecard came of it: scorecards take the same list. */
export const interviewersOfAll = {
  path: '/interviewers',
  query: { fields: 'id,interview_id,user_id,scorecard_id' },
  schema: GreenhouseInterviewer,
  readers: 2,
};

const interviewers: Join<typeof GreenhouseInterviewer> = {
  ...interviewersOfAll,
  keyOf: (row) => row.interview_id,
  filter: 'interview_ids',
  fields: ['user_remote_ids'],
};

/** What the plan of the job has, of which an interview is one appointment. */
const plans: Join<typeof GreenhouseJobInterview> = {
  path: '/job_interviews',
  query: { fields: 'id,name,job_interview_stage_id' },
  schema: GreenhouseJobInterview,
  keyOf: (row) => row.id,
  filter: 'ids',
  fields: ['title', 'stage_remote_id'],
};

/**
 * One that is cancelled is deleted, so that none is listed as cancelled.
 * https://harvestdocs.greenhouse.io/reference/get_v3-interviews
 */
export const openInterviews: OpenList<'interviews'> = async (context) => ({
  model: 'interviews',
  path: '/interviews',
  sideLists: [interviewers, plans],
  touchedBy: [{ ...interviewers, key: 'interview_id' }],
  mapper(open) {
    const loadInterviewers = open(interviewers);
    const loadPlans = open(plans);
    return async (rows) => {
      const found = parseResults(GreenhouseInterview, rows, { model: 'interviews', context });
      const people = await loadInterviewers(idsOf(found, ({ parsed }) => parsed.id));
      const planned = await loadPlans(idsOf(found, ({ parsed }) => parsed.job_interview_id));
      return found.map(({ raw, parsed }): InterviewRecord => {
        const [plan] = planned.of(parsed.job_interview_id);
        const users = idsOf(people.of(parsed.id), ({ user_id: user }) => user);
        return {
          ...toInterview(parsed, context),
          title: plan?.name,
          stage_remote_id: plan?.job_interview_stage_id,
          user_remote_ids: [...new Set(users)],
          ...unreadOf(people, planned),
          remote_data: { '/interviews': raw },
        };
      });
    };
  },
});

function toInterview(interview: GreenhouseInterview, context: ConnectorContext) {
  const ref = refsIn('interviews', context);
  const { starts_at: start, ends_at: end, location } = interview;
  const { all_day_start_on: firstDay, all_day_end_on: lastDay } = interview;
  return {
    remote_id: interview.id,
    starting_at: start ? toTime(start, ref('starts_at')) : toDay(firstDay, ref('all_day_start_on')),
    ending_at: end ? toTime(end, ref('ends_at')) : toDay(lastDay, ref('all_day_end_on')),
    location: location ? { raw: location } : null,
    video_conferencing_url: interview.video_conferencing_url,
    application_remote_id: interview.application_id,
    canceled: false,
    remote_created_at: toTime(interview.created_at, ref('created_at')),
    remote_updated_at: toTime(interview.updated_at, ref('updated_at')),
  };
}
