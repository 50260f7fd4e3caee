import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { authorization, call, readAll, results, send } from './testing/ashby-client.ts';

describe('the protocol of the Ashby simulator', () => {
  let simulator: AshbySimulator;
  before(async () => {
    simulator = await startAshbySimulator({ candidates: 60, apiKey: 'key-1', now: () => 5000 });
  });
  after(() => simulator.close());

  async function failure(
    method: string,
    init: RequestInit,
  ): Promise<{ status: number; code: string | undefined }> {
    const { status, envelope } = await send(simulator, method, { body: '{}', ...init });
    assert.equal(envelope.success, false);
    assert.deepEqual(envelope.errors, [envelope.errorInfo?.code]);
    assert.match(envelope.errorInfo?.message ?? '', /\S/);
    return { status, code: envelope.errorInfo?.code };
  }

  async function inputFailure(method: string, body: unknown): Promise<string> {
    const { status, code } = await failure(method, { body: JSON.stringify(body) });
    assert.equal(status, 200);
    return code ?? '';
  }

  it('answers a right request with a success envelope and a request id', async () => {
    const { status, headers, envelope } = await call(simulator, 'apiKey.info');
    assert.equal(status, 200);
    assert.equal(envelope.success, true);
    assert.match(headers.get('x-ashby-request-id') ?? '', /^[0-9A-F]{26}$/);
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
  });

  it('refuses a missing key with 401', async () => {
    for (const header of ['', 'Basic ', 'Bearer key-1', authorization('')]) {
      const { status } = await failure('job.list', { headers: { authorization: header } });
      assert.equal(status, 401, header);
    }
  });

  it('refuses a wrong key with 403, and not as a missing permission', async () => {
    const wrong = [
      authorization(simulator.badCredentials['api_key'] ?? ''),
      `Basic ${Buffer.from('key-1').toString('base64')}`,
      `Basic ${Buffer.from('key-1:password').toString('base64')}`,
      authorization('KEY-1'),
    ];
    for (const header of wrong) {
      const { status, code } = await failure('job.list', { headers: { authorization: header } });
      assert.equal(status, 403, header);
      assert.notEqual(code, 'missing_endpoint_permission');
    }
  });

  it('refuses what the key has no permission for, method by method', async () => {
    const limited = await startAshbySimulator({
      candidates: 5,
      access: { scopes: ['jobs:read', 'apiKeys:read'] },
    });
    assert.equal((await call(limited, 'job.list')).envelope.success, true);
    const refused = await call(limited, 'candidate.list');
    assert.equal(refused.status, 403);
    assert.equal(refused.envelope.errorInfo?.code, 'missing_endpoint_permission');
    assert.deepEqual((await results(limited, 'apiKey.info')).scopes, ['jobs:read', 'apiKeys:read']);
    limited.access.scopes.push('candidates:read');
    assert.equal((await call(limited, 'candidate.list')).envelope.success, true);
    await limited.close();
  });

  it('answers 404 to an unknown method, and 405 to another verb than POST', async () => {
    assert.equal((await failure('candidate.explode', {})).status, 404);
    assert.equal((await failure('toString', {})).status, 404);
    const { body: _none, ...get } = { method: 'GET', body: undefined };
    const response = await send(simulator, 'job.list', get);
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'POST');
  });

  it('insists on a JSON content type', async () => {
    const headers = { 'content-type': 'text/plain' };
    assert.equal((await failure('job.list', { headers })).status, 415);
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    const { status } = await send(simulator, 'job.list', { headers: charset, body: '{}' });
    assert.equal(status, 200);
  });

  it('answers a body that is no JSON object with invalid_input and HTTP 200', async () => {
    for (const body of ['', '{', '[]', 'null', '"x"']) {
      assert.deepEqual(await failure('job.list', { body }), { status: 200, code: 'invalid_input' });
    }
  });

  const wrongInputs: [string, unknown][] = [
    ['candidate.list', { limit: 101 }],
    ['candidate.list', { limit: 0 }],
    ['candidate.list', { limit: '10' }],
    ['candidate.list', { limit: 1.5 }],
    ['candidate.list', { createdAfter: '2026-01-01T00:00:00Z' }],
    ['candidate.list', { cursor: null }],
    ['candidate.list', { updatedAfter: 5 }],
    ['candidate.info', {}],
    ['candidate.info', { id: 'not-a-uuid' }],
    ['candidate.search', {}],
    ['application.info', {}],
    ['application.list', { status: 'Rejected' }],
    ['application.list', { expand: 'openings' }],
    ['job.list', { status: 'Open' }],
    ['offer.list', { offerStatus: [] }],
    ['interviewStage.list', {}],
    ['interviewEvent.list', {}],
    ['source.list', { limit: 10 }],
  ];
  for (const [method, body] of wrongInputs) {
    it(`answers ${method} ${JSON.stringify(body)} with invalid_input and HTTP 200`, async () => {
      assert.equal(await inputFailure(method, body), 'invalid_input');
    });
  }

  it('says what was not found', async () => {
    const id = crypto.randomUUID();
    assert.equal(await inputFailure('candidate.info', { id }), 'candidate_not_found');
    assert.equal(
      await inputFailure('application.info', { applicationId: id }),
      'application_not_found',
    );
    assert.equal(await inputFailure('job.info', { id }), 'job_not_found');
    assert.equal(
      await inputFailure('interviewStage.list', { interviewPlanId: id }),
      'interview_plan_not_found',
    );
  });

  it('keeps the requests that it received', async () => {
    await call(simulator, 'candidate.search', { email: 'somebody@example.com' });
    assert.deepEqual(simulator.requests().at(-1), {
      method: 'POST',
      path: '/candidate.search',
      query: '',
      body: { email: 'somebody@example.com' },
      status: 200,
      at: 5000,
    });
  });

  it('limits the rate of the key when asked to', async () => {
    let now = 100_000;
    const busy = await startAshbySimulator({
      candidates: 1,
      limits: { rate: { requests: 2, windowMs: 3000 } },
      now: () => now,
    });
    const statuses: number[] = [];
    for (let requests = 0; requests < 3; requests += 1) {
      statuses.push((await call(busy, 'user.list')).status);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    const refused = await call(busy, 'user.list');
    assert.equal(refused.headers.get('retry-after'), '3');
    assert.equal(refused.envelope.errorInfo?.code, 'rate_limit_exceeded');
    now += 3000;
    assert.equal((await call(busy, 'user.list')).status, 200);
    await busy.close();
  });

  it('shows a fault in the vendor’s own words', async () => {
    simulator.faults.add({ kind: '429', matching: 'user.list' });
    const { status, envelope } = await call(simulator, 'user.list');
    assert.equal(status, 429);
    assert.equal(envelope.errorInfo?.code, 'rate_limit_exceeded');
  });
});

describe('what the key of the Ashby simulator may not see', () => {
  let simulator: AshbySimulator;
  before(async () => {
    simulator = await startAshbySimulator({ candidates: 300 });
  });
  after(() => simulator.close());

  it('is left out silently: confidential jobs with all that belongs to them', async () => {
    const { records } = simulator.state;
    const secret = [...records.jobs.values()].find(
      (job) => job.confidential && job.jobPostingIds.length > 0,
    );
    assert.ok(secret !== undefined);
    const own = [...records.applications.values()].filter(({ job }) => job.id === secret.id);
    assert.ok(own.length > 0);
    const jobIds = async (): Promise<string[]> =>
      (await results(simulator, 'job.list')).map(({ id }: { id: string }) => id);
    const seen = async (): Promise<boolean[]> => [
      (await jobIds()).includes(secret.id),
      (await results(simulator, 'application.list', { jobId: secret.id })).length > 0,
      (await call(simulator, 'job.info', { id: secret.id })).envelope.success,
      (await call(simulator, 'application.info', { applicationId: own[0]?.id })).envelope.success,
      (await call(simulator, 'jobPosting.info', { jobPostingId: secret.jobPostingIds[0] })).envelope
        .success,
    ];
    assert.deepEqual(await seen(), [true, true, true, true, true]);
    simulator.access.confidentialJobs = false;
    assert.deepEqual(await seen(), [false, false, false, false, false]);
    simulator.access.confidentialJobs = true;
  });

  it('includes the people who only applied for confidential jobs', async () => {
    const { records } = simulator.state;
    const isSecret = (applicationId: string): boolean =>
      records.jobs.get(records.applications.get(applicationId).job.id).confidential;
    const [hidden, partly] = ['every', 'some'].map((kind) =>
      [...records.candidates.values()].find(({ applicationIds: ids }) => {
        const isAll = ids.every(isSecret);
        return ids.length > 0 && (kind === 'every' ? isAll : ids.some(isSecret) && !isAll);
      }),
    );
    assert.ok(hidden !== undefined && partly !== undefined);
    simulator.access.confidentialJobs = false;
    const shown = await readAll(simulator, 'candidate.list');
    const ids = shown.records.map(({ id }) => id);
    assert.deepEqual([ids.includes(hidden.id), ids.includes(partly.id)], [false, true]);
    const single = await call(simulator, 'candidate.info', { id: hidden.id });
    assert.equal(single.envelope.errorInfo?.code, 'candidate_not_found');
    const namesakes = shown.records.filter(({ name }) => name === hidden.name);
    const found = await results(simulator, 'candidate.search', { name: hidden.name });
    assert.deepEqual(found, namesakes);
    simulator.access.confidentialJobs = true;
  });

  it('includes private custom fields, when the switch is off', async () => {
    const privateTitles = async (): Promise<number> => {
      const candidates = (await results(simulator, 'candidate.list')) as {
        customFields: { isPrivate: boolean }[];
      }[];
      return candidates.flatMap(({ customFields }) => customFields).filter((one) => one.isPrivate)
        .length;
    };
    assert.ok((await privateTitles()) > 0);
    simulator.access.privateFields = false;
    assert.equal(await privateTitles(), 0);
    simulator.access.privateFields = true;
  });
});
