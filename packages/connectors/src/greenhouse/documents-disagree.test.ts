import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ApplicationRecord } from '@hirewire/connector-kit';
import { startGreenhouseSimulator } from '@hirewire/simulators';
import type { GreenhouseSimulator } from '@hirewire/simulators';
import { connectGreenhouse, readRecords } from './fixtures/open-greenhouse.ts';
import { greenhouse } from './index.ts';

// What Greenhouse does is not known from its documents: it may do either, and both have to work.

type Options = NonNullable<Parameters<typeof startGreenhouseSimulator>[0]>;

async function open(options: Options) {
  const simulator = await startGreenhouseSimulator({ candidates: 30, ...options });
  after(() => simulator.close());
  return { simulator, ...connect(simulator) };
}

const connect = ({ url, apiPath, credentials }: GreenhouseSimulator) =>
  connectGreenhouse({ baseUrl: `${url}${apiPath}`, credentials });

for (const fromStageId of ['job_interview_stage', 'application_stage'] as const) {
  for (const hasOlderApplications of [false, true]) {
    const which = hasOlderApplications ? ', which the application does not name' : '';
    test(`an application is moved where from_stage_id is an id of ${fromStageId}${which}`, async () => {
      const { context, simulator } = await open({ fromStageId, hasOlderApplications });
      const applications = await readRecords({ context }, 'applications');
      const found = applications.find(
        ({ outcome, current_stage_index: index }) => outcome === 'PENDING' && index === 0,
      );
      assert.ok(found);
      const jobs = await readRecords({ context }, 'jobs');
      const own = jobs.find(({ remote_id: id }) => id === found.job_remote_id);
      const next = own?.stages?.find(({ index }) => index === 1)?.remote_id;
      assert.ok(next);
      const application = {
        remoteId: found.remote_id,
        jobRemoteId: found.job_remote_id ?? null,
        candidateRemoteId: found.candidate_remote_id ?? null,
      };
      await greenhouse.write?.moveApplicationToStage?.(context, {
        application,
        stageRemoteId: next,
        remoteFields: {},
      });
      assert.equal(simulator.company.tables.applications.get(found.remote_id).stageId, next);
    });
  }
}

test('applications that name neither stage nor reason read as those that do', async () => {
  const read = async (options: Options): Promise<ApplicationRecord[]> =>
    readRecords(await open(options), 'applications');
  const withoutRaw = (all: ApplicationRecord[]) =>
    all.map(({ remote_data: _raw, ...record }) => record);
  const older = await read({ hasOlderApplications: true });
  assert.deepEqual(withoutRaw(older), withoutRaw(await read({})));
  assert.ok(older.some(({ rejection_reason_name: reason }) => typeof reason === 'string'));
});

test('the list of rejections costs the reason alone', async () => {
  const { context, simulator } = await open({ hasOlderApplications: true });
  simulator.faults.add({
    kind: '500',
    afterRequests: 0,
    times: 100,
    matching: '/rejection_details',
  });
  const applications = await readRecords({ context }, 'applications');
  const unread = new Set(applications.flatMap((one) => one.unread ?? []));
  assert.deepEqual([...unread], ['rejection_reason_name']);
  const rejected = applications.filter(({ outcome }) => outcome === 'DECLINED');
  assert.ok(rejected.length > 0 && rejected.every((one) => one.current_stage_remote_id));
});

for (const tokenExpiry of ['expires_at', 'expires_in'] as const) {
  test(`a token is used until it ends where Greenhouse says so by ${tokenExpiry}`, async () => {
    const { context, simulator } = await open({ tokenExpiry });
    await readRecords({ context }, 'tags');
    await readRecords({ context }, 'users');
    const tokens = simulator.requests().filter(({ path }) => path.includes('/token'));
    assert.equal(tokens.length, 1);
  });
}
