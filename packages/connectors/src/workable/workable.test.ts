import { testConnector } from '@hirewire/connector-kit/conformance';
import { startWorkableSimulator, workableScenarios } from '@hirewire/simulators';
import type { WorkableSimulator } from '@hirewire/simulators';
import { workable } from './index.ts';
import { applicationDetails, stageFields } from './read/applications.ts';
import { candidateDetails } from './read/candidates.ts';
import { jobFields, jobForm, jobStages, jobTeam } from './read/jobs.ts';

const ofRecords = (fields: readonly string[]): string[] =>
  fields.filter((field) => !field.startsWith('remote_data.'));

testConnector<WorkableSimulator>({
  connector: workable,
  name: 'Workable',
  start: () => startWorkableSimulator({ candidates: 40, limits: { pageSize: 15 } }),
  scenarios: workableScenarios,
  gaps: [
    {
      test: 'refers only to users whom the list of users has',
      reason:
        'The list of members has nobody who was deleted; events and comments still name them.',
    },
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and Workable can compare with any date.',
    },
  ],
  otherCalls: [
    {
      model: 'application_stages',
      matching: '/v3/stages',
      reason:
        'Stages are those of the account and those of its jobs: without one, many are missing.',
    },
  ],
  sideCalls: [
    { model: 'application_stages', matching: '/jobs/', fields: [] },
    { model: 'jobs', matching: '/jobs/', fields: ofRecords(jobFields) },
    { model: 'jobs', matching: '/stages', fields: jobStages.fields },
    { model: 'jobs', matching: '/members', fields: jobTeam.fields },
    { model: 'jobs', matching: '/application_form', fields: jobForm.fields },
    { model: 'applications', matching: '/stages', fields: stageFields },
    {
      model: 'applications',
      matching: '/application_form',
      fields: ['screening_question_answers'],
    },
    { model: 'applications', matching: '/candidates/', fields: ofRecords(applicationDetails) },
    { model: 'candidates', matching: '/candidates/', fields: ofRecords(candidateDetails) },
    { model: 'tags', matching: '/candidates/', fields: [] },
    { model: 'offers', matching: '/offer', fields: [] },
    { model: 'notes', matching: '/activities', fields: [] },
    { model: 'scorecards', matching: '/activities', fields: [] },
  ],
});
