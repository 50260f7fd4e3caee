import { testConnector } from '@hirewire/connector-kit/conformance';
import { personioScenarios, startPersonioSimulator } from '@hirewire/simulators';
import type { PersonioSimulator } from '@hirewire/simulators';
import { personio } from './index.ts';
import { feedFields } from './read/to-job.ts';

testConnector<PersonioSimulator>({
  connector: personio,
  name: 'Personio',
  start: () => startPersonioSimulator({ candidates: 40, limits: { pageSize: 15 } }),
  scenarios: {
    ...personioScenarios,
    // Documents are not read.
    limitPermissions: (simulator) =>
      personioScenarios
        .limitPermissions(simulator)
        .filter(({ missing }) => missing === 'personio:recruiting:read'),
  },
  gaps: [
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and Personio can compare with any date.',
    },
  ],
  sideCalls: [
    { model: 'jobs', matching: '/categories', fields: ['stages'] },
    { model: 'jobs', matching: '/xml', fields: feedFields },
    {
      model: 'applications',
      matching: '/categories',
      fields: ['current_stage_remote_id', 'current_stage_index'],
      missedByDelta: 'It is rare, and every application would be read again for it.',
    },
    {
      model: 'applications',
      matching: '/jobs',
      fields: ['current_stage_index'],
    },
    { model: 'applications', matching: '/stage-transitions', fields: ['rejected_at'] },
    {
      model: 'candidates',
      matching: '/applications',
      fields: ['source'],
    },
  ],
});
