import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testConnector } from '@hirewire/connector-kit/conformance';
import { openSession } from '../testing/vendor-session.ts';
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

for (const patchReplacesFiles of [true, false]) {
  test(`no file is lost where a change of files ${patchReplacesFiles ? 'replaces' : 'adds'}`, async (t) => {
    const simulator = await startOnlyfySimulator({ candidates: 5 });
    t.after(() => simulator.close());
    simulator.account.habits.patchReplacesFiles = patchReplacesFiles;
    const baseUrl = `${simulator.url}${simulator.apiPath}`;
    const { context } = openSession(onlyfy, { baseUrl, credentials: simulator.credentials });
    const [row] = simulator.account.list('applications');
    assert.ok(row);
    const application = { remoteId: row.id, jobRemoteId: null, candidateRemoteId: null };
    const { addApplicationAttachment, getApplicationAttachments } = onlyfy.write ?? {};
    const list = async () => {
      const files = await getApplicationAttachments?.(context, { application });
      return files?.map(({ file_name: name }) => name).toSorted() ?? [];
    };
    const before = await list();
    const names = ['one.pdf', 'two.pdf', 'three.pdf'];
    for (const name of names) {
      const content = Buffer.from(name);
      const file = {
        name,
        contentType: 'application/pdf',
        size: content.length,
        chunks: () => [content],
      };
      const attachment = { type: 'OTHER', file } as const;
      await addApplicationAttachment?.(context, { application, attachment, remoteFields: {} });
    }
    assert.deepEqual(await list(), [...before, ...names].toSorted());
  });
}
