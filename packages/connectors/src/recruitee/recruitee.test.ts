import { testConnector } from '@hirewire/connector-kit/conformance';
import { recruiteeScenarios, startRecruiteeSimulator } from '@hirewire/simulators';
import type { RecruiteeSimulator } from '@hirewire/simulators';
import { recruitee } from './index.ts';
import { applicationCall } from './read/applications.ts';
import { candidateCall, tagsCall } from './read/candidates.ts';
import { formCall, offerCall } from './read/jobs.ts';

/** With an interview that is still to come: those who were invented with a date are past some day. */
async function start(): Promise<RecruiteeSimulator> {
  const recruitee = await startRecruiteeSimulator({ candidates: 40 });
  const { company } = recruitee;
  const planned = [...company.tables.interviews.values()].find(
    ({ status }) => status === 'planned',
  );
  if (planned === undefined) throw new Error('No interview is planned.');
  const startsAt = Date.now() + 7 * 86_400_000;
  company.change('interviews', planned.id, { startsAt, endsAt: startsAt + 1_800_000 });
  return recruitee;
}

testConnector<RecruiteeSimulator>({
  connector: recruitee,
  name: 'Tellent Recruitee',
  start,
  scenarios: recruiteeScenarios,
  gaps: [
    {
      test: 'refers only to users whom the list of users has',
      reason:
        'The list of users has nobody who has left; jobs, interviews and notes still name them.',
    },
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, which it compares itself.',
    },
    {
      test: 'asks for a full read when the page where it resumes has expired',
      reason: 'Pages have numbers and offsets, which do not expire.',
    },
  ],
  otherCalls: [
    {
      model: 'applications',
      matching: '/offers',
      reason:
        'Without the jobs and talent pools, it is not known which placements are applications.',
      missedByDelta: 'Stages are seldom moved, and every application would be read again for it.',
    },
    { model: 'applications', matching: '/talent_pools', reason: 'As `/offers`.' },
  ],
  sideCalls: [
    { model: 'interviews', matching: '/candidates', fields: ['application_remote_id'] },
    { model: 'jobs', matching: '/offers/', fields: offerCall.fields },
    { model: 'jobs', matching: '/api/offers/', fields: formCall.fields },
    { model: 'candidates', matching: '/candidates/', fields: candidateCall.fields },
    {
      model: 'candidates',
      matching: '/tags',
      fields: tagsCall.fields,
      missedByDelta: 'It is rare, and every candidate would be read again for it.',
    },
    { model: 'applications', matching: '/candidates/', fields: applicationCall.fields },
    { model: 'notes', matching: '/notes', fields: [] },
    { model: 'scorecards', matching: '/interview/results', fields: [] },
  ],
});
