import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AshbySimulator } from '@hirewire/simulators';
import { createOfficialSdk, listAll } from './official-sdk.ts';
import type { RunningHirewire, Tenant } from './start-hirewire.ts';
import { startSyncedHirewire } from './start-hirewire.ts';

interface Planned {
  data: { dry_run: boolean; requests: { method: string; url: string; body: unknown }[] };
}

const file = {
  name: 'cv.txt',
  content_type: 'text/plain',
  data: Buffer.from('An invented CV').toString('base64'),
};
const link = { label: 'Test', url: 'https://tests.example.com/1' };

describe('a dry run of each action says what it would send to Ashby, and sends nothing', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let ids: Record<'application' | 'candidate' | 'job' | 'stage' | 'reason', string>;

  before(async () => {
    ({ hirewire, simulator: ashby, tenant } = await startSyncedHirewire());
    const { kombo } = createOfficialSdk(hirewire.url, tenant);
    const [application] = await listAll(kombo, 'applications', { outcomes: ['PENDING'] });
    const jobs = await listAll(kombo, 'jobs', { statuses: ['OPEN'] });
    const job = jobs.find(({ id }) => id === application?.job?.id);
    const [reason] = await listAll(kombo, 'rejection_reasons');
    assert.ok(application?.candidate && application.job && reason);
    const stage = job?.stages.find(({ id }) => id !== application.current_stage?.id);
    ids = {
      application: application.id,
      candidate: application.candidate.id,
      job: jobs[0]!.id,
      stage: stage?.id ?? application.current_stage!.id,
      reason: reason.id,
    };
  });
  after(() => hirewire.close());

  async function plan(method: string, path: string, body: object): Promise<string[]> {
    const before = ashby.requests().length;
    const answer = await fetch(`${hirewire.url}/ats/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${tenant.apiKey}`,
        'X-Integration-Id': tenant.integrationId,
        'Content-Type': 'application/json',
        'Hirewire-Dry-Run': 'true',
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    assert.equal(ashby.requests().length, before, 'something was sent');
    const { data } = JSON.parse(text) as Planned;
    assert.equal(data.dry_run, true);
    return data.requests.map(({ url }) => url.slice(ashby.url.length + 1));
  }

  const person = { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.com' };
  type Row = [action: string, method: string, path: () => string, body: () => object, sent: string];
  const table: Row[] = [
    [
      'createApplication',
      'POST',
      () => `jobs/${ids.job}/applications`,
      () => ({ candidate: person }),
      'application.create',
    ],
    [
      'createCandidate',
      'POST',
      () => 'candidates',
      () => ({ candidate: person, application: { job_id: ids.job } }),
      'candidate.create',
    ],
    [
      'moveApplicationToStage',
      'PUT',
      () => `applications/${ids.application}/stage`,
      () => ({ stage_id: ids.stage }),
      'application.changeStage',
    ],
    [
      'rejectApplication',
      'POST',
      () => `applications/${ids.application}/reject`,
      () => ({ rejection_reason_id: ids.reason }),
      'application.changeStage',
    ],
    [
      'addApplicationNote',
      'POST',
      () => `applications/${ids.application}/notes`,
      () => ({ content: 'Call back', content_type: 'PLAIN_TEXT' }),
      'candidate.createNote',
    ],
    [
      'addApplicationResultLink',
      'POST',
      () => `applications/${ids.application}/result-links`,
      () => link,
      'candidate.createNote',
    ],
    [
      'addCandidateResultLink',
      'POST',
      () => `candidates/${ids.candidate}/result-links`,
      () => link,
      'candidate.createNote',
    ],
    [
      'addApplicationAttachment',
      'POST',
      () => `applications/${ids.application}/attachments`,
      () => ({ attachment: { ...file, type: 'CV' } }),
      'candidate.uploadResume',
    ],
    [
      'addCandidateAttachment',
      'POST',
      () => `candidates/${ids.candidate}/attachments`,
      () => ({ attachment: { ...file, type: 'OTHER' } }),
      'candidate.uploadFile',
    ],
    [
      'addCandidateTag',
      'POST',
      () => `candidates/${ids.candidate}/tags`,
      () => ({ tag: { name: 'Called back' } }),
      'candidate.addTag',
    ],
    [
      'removeCandidateTag',
      'DELETE',
      () => `candidates/${ids.candidate}/tags`,
      () => ({ tag: { name: 'Called back' } }),
      'candidate.removeTag',
    ],
  ];
  for (const [action, method, path, body, sent] of table) {
    it(action, async () => {
      const planned = await plan(method, path(), body());
      assert.ok(planned.includes(sent), planned.join(', '));
    });
  }

  it('still refuses what the action would refuse', async () => {
    const answer = plan('PUT', `applications/${ids.application}/stage`, { stage_id: ids.reason });
    await assert.rejects(answer, /PLATFORM\.INPUT_INVALID/);
  });
});
