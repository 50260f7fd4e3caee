import { testConnector } from '@hirewire/connector-kit/conformance';
import { recruiteeScenarios, startRecruiteeSimulator } from '@hirewire/simulators';
import type { RecruiteeSimulator } from '@hirewire/simulators';
import { recruitee } from './index.ts';
import { applicationCall } from './read/applications.ts';
import { candidateCall, tagsCall } from './read/candidates.ts';
import { offerCall } from './read/jobs.ts';

testConnector<RecruiteeSimulator>({
  connector: recruitee,
  name: 'Tellent Recruitee',
  start: () => startRecruiteeSimulator({ candidates: 70 }),
  scenarios: recruiteeScenarios,
  gaps: [
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, which it compares itself.',
    },
    {
      test: 'asks for a full read when the page where it resumes has expired',
      reason: 'Pages have numbers and offsets, which do not expire.',
    },
  ],
  sideCalls: [
    { model: 'jobs', matching: '/offers/', fields: offerCall.fields },
    { model: 'candidates', matching: '/candidates/', fields: candidateCall.fields },
    { model: 'candidates', matching: '/tags', fields: tagsCall.fields },
    { model: 'applications', matching: '/candidates/', fields: applicationCall.fields },
    { model: 'notes', matching: '/notes', fields: [] },
    { model: 'scorecards', matching: '/interview/results', fields: [] },
  ],
});
