import { testConnector } from '@hirewire/connector-kit/conformance';
import { smartRecruitersScenarios, startSmartRecruitersSimulator } from '@hirewire/simulators';
import type { SmartRecruitersSimulator } from '@hirewire/simulators';
import { smartrecruiters } from './index.ts';
import { applicationCalls } from './read/applications.ts';
import { candidateCall } from './read/candidates.ts';
import { jobCalls } from './read/jobs.ts';

const ofRecords = (...calls: readonly { fields: readonly string[] }[]): string[] => {
  const fields = calls.flatMap((call) => call.fields);
  return [...new Set(fields)].filter((field) => !field.startsWith('remote_data.'));
};

const { details, stages, history, answers, properties } = applicationCalls;

testConnector<SmartRecruitersSimulator>({
  connector: smartrecruiters,
  name: 'SmartRecruiters',
  start: () => startSmartRecruitersSimulator({ candidates: 40, limits: { pageSize: 15 } }),
  scenarios: smartRecruitersScenarios,
  gaps: [
    {
      test: 'heeds how many requests are left, where answers tell it',
      reason: 'SmartRecruiters counts each endpoint by itself; the limit of each is declared.',
    },
    {
      test: 'refers only to users whom the list of users has',
      reason:
        'Deleted users are not in the list of users, but interviews, messages and reviews still name them.',
    },
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and SmartRecruiters can compare with any date.',
    },
  ],
  otherCalls: [
    {
      model: 'roles',
      matching: '/system-roles',
      reason: 'Roles are those of the account and those on jobs: without one, many are missing.',
    },
    {
      model: 'rejection_reasons',
      matching: '/configuration/withdrawal-reasons',
      reason:
        'Reasons to reject and to withdraw are lists of their own: without one, half are missing.',
    },
  ],
  sideCalls: [
    {
      model: 'jobs',
      matching: '/jobs/',
      fields: ofRecords(jobCalls.details, jobCalls.team, jobCalls.ads, jobCalls.history),
    },
    { model: 'jobs', matching: '/hiring-processes', fields: jobCalls.stages.fields },
    { model: 'jobs', matching: '/configuration/company', fields: jobCalls.form.fields },
    { model: 'jobs', matching: '/postings', fields: jobCalls.form.fields },
    { model: 'roles', matching: '/hiring-team', fields: [] },
    { model: 'candidates', matching: '/candidates/', fields: ofRecords(candidateCall) },
    {
      model: 'applications',
      matching: '/candidates/',
      fields: ofRecords(details, history, answers, properties),
    },
    {
      model: 'applications',
      matching: '/hiring-processes',
      fields: stages.fields,
      missedByDelta: 'It is rare, and every application would be read again for it.',
    },
    { model: 'applications', matching: '/status/history', fields: history.fields },
    { model: 'applications', matching: '/screening-answers', fields: answers.fields },
    { model: 'applications', matching: '/properties', fields: properties.fields },
    { model: 'interviews', matching: '/candidates/', fields: [] },
    { model: 'interviews', matching: '/interviews', fields: [] },
    { model: 'notes', matching: '/messages', fields: [] },
    { model: 'scorecards', matching: '/reviews', fields: [] },
  ],
});
