import { testConnector } from '@hirewire/connector-kit/conformance';
import { onlyfyScenarios, startOnlyfySimulator } from '@hirewire/simulators';
import type { OnlyfySimulator } from '@hirewire/simulators';
import { onlyfy } from './index.ts';

testConnector<OnlyfySimulator>({
  connector: onlyfy,
  name: 'onlyfy',
  start: () => startOnlyfySimulator({ candidates: 40, limits: { pageSize: 15 } }),
  scenarios: {
    ...onlyfyScenarios,
    makeTag: ({ company }, name) => void company.add('tags', { name }),
  },
  gaps: [
    {
      test: 'finds a change to an old record without reading everything again',
      reason: 'No filter asks for what has changed since: every read is a full one.',
    },
    { test: 'yields little when nothing has changed', reason: 'Every read is a full one.' },
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers nothing: every read is a full one.',
    },
  ],
  renamesCv: 'A CV is sent with its type and without its name.',
  sideCalls: [
    {
      model: 'jobs',
      matching: '/custom_candidate_fields',
      fields: ['screening_questions', 'remote_data./job/custom_candidate_fields'],
    },
    { model: 'jobs', matching: '/custom_field', fields: ['custom_fields'] },
    { model: 'jobs', matching: '/department', fields: ['department'] },
    { model: 'jobs', matching: '/city/', fields: ['location'] },
    { model: 'candidates', matching: '/custom_field', fields: ['custom_fields'] },
    { model: 'applications', matching: '/status_set', fields: ['current_stage_index'] },
  ],
});
