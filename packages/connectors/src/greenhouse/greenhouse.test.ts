import { testConnector } from '@hirewire/connector-kit/conformance';
import { greenhouseScenarios, startGreenhouseSimulator } from '@hirewire/simulators';
import type { GreenhouseSimulator } from '@hirewire/simulators';
import { greenhouse } from './index.ts';
import { joinsOfJobs } from './read/job-parts.ts';
import { joinsOfForms } from './read/scorecard-forms.ts';

testConnector<GreenhouseSimulator>({
  connector: greenhouse,
  name: 'Greenhouse',
  start: () => startGreenhouseSimulator({ candidates: 70, limits: { pageSize: 25 } }),
  scenarios: greenhouseScenarios,
  gaps: [
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and Greenhouse can compare with any date.',
    },
  ],
  sideCalls: [
    ...joinsOfJobs.map(({ path, fields }) => ({ model: 'jobs', matching: path, fields }) as const),
    { model: 'jobs', matching: '/departments', fields: ['department'] },
    { model: 'jobs', matching: '/offices', fields: ['location'] },
    {
      model: 'jobs',
      matching: '/custom_fields',
      fields: ['employment_type'],
      missedByDelta: 'It is rare, and every job would be read again for it.',
    },
    {
      model: 'applications',
      matching: '/application_stages',
      fields: ['current_stage_remote_id', 'current_stage_index'],
    },
    { model: 'applications', matching: '/job_interview_stages', fields: ['current_stage_index'] },
    {
      model: 'applications',
      matching: '/rejection_reasons',
      fields: ['rejection_reason_name'],
      missedByDelta: 'It is rare, and every application would be read again for it.',
    },
    { model: 'candidates', matching: '/applications', fields: ['source'] },
    {
      model: 'candidates',
      matching: '/sources',
      fields: ['source'],
      missedByDelta: 'It is rare, and every candidate would be read again for it.',
    },
    {
      model: 'candidates',
      matching: '/candidate_tags',
      fields: ['tag_remote_ids'],
      missedByDelta: 'It is rare, and every candidate would be read again for it.',
    },
    { model: 'interviews', matching: '/interviewers', fields: ['user_remote_ids'] },
    { model: 'interviews', matching: '/job_interviews', fields: ['title', 'stage_remote_id'] },
    { model: 'scorecards', matching: '/applications', fields: ['candidate_remote_id'] },
    { model: 'scorecards', matching: '/interviewers', fields: ['interview_remote_id'] },
    ...joinsOfForms.map(
      ({ path, fields }) => ({ model: 'scorecards', matching: path, fields }) as const,
    ),
  ],
});
