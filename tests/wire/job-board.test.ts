import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type GreenhouseSimulator, startGreenhouseSimulator } from '@hirewire/simulators';
import { measureQueue } from '@hirewire/store';
import { answersTo, pdf } from './answers.ts';
import { type SdkRecord, createOfficialSdk, listAll } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

describe('answers that go into a form of Greenhouse’s job board', () => {
  let hirewire: RunningHirewire;
  let greenhouse: GreenhouseSimulator;
  let tenant: Tenant;
  let job: SdkRecord<'jobs'>;

  before(async () => {
    hirewire = await startHirewire();
    greenhouse = await startGreenhouseSimulator({ candidates: 60 });
    const place = { environment: 'production', simulator: greenhouse, tool: 'greenhouse' };
    tenant = await hirewire.createTenant(place);
    await hirewire.waitForSync(tenant.integrationId);
    const { kombo } = createOfficialSdk(hirewire.url, tenant);
    const jobs = await listAll(kombo, 'jobs', { statuses: ['OPEN'] });
    const found = jobs.find(({ screening_questions: all }) => all.length === 9);
    assert.ok(found);
    job = found;
    const publicUrl = hirewire.url.replace(/\/v1$/, '');
    const webhook = await hirewire.engine.describeHandMadeWebhook(tenant.integrationId, publicUrl);
    assert.ok(webhook?.secret);
    await greenhouse.addWebhook({ url: webhook.url, secret: webhook.secret });
  });
  after(async () => {
    await hirewire.close();
    await greenhouse.close();
  });

  interface Applied {
    status: number;
    body: { data?: SdkRecord<'applications'>; error?: { code: string; message: string } };
    interactionId: string;
  }
  async function apply(email: string, key: string): Promise<Applied> {
    const response = await fetch(`${hirewire.url}/ats/jobs/${job.id}/applications`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tenant.apiKey}`,
        'x-integration-id': tenant.integrationId,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({
        candidate: { first_name: 'Ada', last_name: 'Beispiel', email_address: email },
        screening_question_answers: answersTo(job),
        attachments: [{ name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: pdf }],
        gdpr_consent: { given: true },
      }),
    });
    return {
      status: response.status,
      body: (await response.json()) as Applied['body'],
      interactionId: response.headers.get('hirewire-interaction-id') ?? '',
    };
  }
  const formsSent = (): number =>
    greenhouse
      .requests()
      .filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/boards/')).length;

  /** Whoever has the address, once all webhooks have been told and read. */
  async function applicationsOf(email: string): Promise<SdkRecord<'applications'>[]> {
    greenhouse.acceptSubmissions();
    await greenhouse.webhooks.settled();
    const giveUpAt = Date.now() + 60_000;
    for (;;) {
      const { ready, delayed, running } = await measureQueue(hirewire.database);
      if (ready + delayed + running === 0) break;
      assert.ok(Date.now() < giveUpAt, 'The webhooks were not read.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { kombo } = createOfficialSdk(hirewire.url, tenant);
    const candidates = await listAll(kombo, 'candidates', { email });
    const ids = new Set(candidates.map(({ id }) => id));
    const applications = await listAll(kombo, 'applications');
    return applications.filter(({ candidate }) => ids.has(candidate?.id ?? ''));
  }

  it('come back as the same application, which the webhook and a repeat leave alone', async () => {
    const email = 'ada.beispiel@example.com';
    const { status, body } = await apply(email, 'first');
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal((await apply(email, 'first')).body.data?.id, body.data?.id);
    const other = await apply(email, 'second');
    assert.equal(other.body.error?.code, 'ATS.APPLICATION_ALREADY_EXISTS');
    const [shown, ...others] = await applicationsOf(email);
    assert.deepEqual(others, []);
    assert.equal(shown?.id, body.data?.id);
    assert.equal(shown?.screening_question_answers?.length, 9);
    assert.equal(formsSent(), 1);
    const told = greenhouse.webhooks.deliveries().map(({ body: text }) => JSON.parse(text).action);
    assert.ok(told.includes('new_candidate_application'));
    await hirewire.sync(tenant.integrationId, 'FULL');
    assert.equal((await applicationsOf(email)).length, 1);
  });

  it('that are not shown in time are brought by the webhook, and never sent again', async () => {
    const before = formsSent();
    const email = 'late@example.com';
    greenhouse.organisation.options.jobBoard = { readsBeforeArrival: 100 };
    const { body } = await apply(email, 'late');
    assert.equal(body.error?.code, 'PLATFORM.TASK_TIMED_OUT');
    assert.match(body.error?.message ?? '', /took the application, but does not show it yet/);
    assert.equal((await apply(email, 'late')).body.error?.code, 'PLATFORM.TASK_TIMED_OUT');
    assert.equal(formsSent(), before + 1);
    const [shown, ...others] = await applicationsOf(email);
    assert.deepEqual(others, []);
    assert.equal(shown?.screening_question_answers?.length, 9);
    greenhouse.organisation.options.jobBoard = {};
  });

  it('are recorded as they were sent, without the key, and with what is no secret', async () => {
    const { user_id: user, job_board_api_key: key } = greenhouse.credentials;
    const email = `ada.${user}@example.com`;
    const { interactionId } = await apply(email, 'third');
    const url = `${hirewire.url.replace(/\/v1$/, '')}/hirewire/v1/interactions/${interactionId}`;
    const headers = { authorization: `Bearer ${tenant.apiKey}` };
    const recorded = await (await fetch(url, { headers })).text();
    assert.ok(recorded.includes('gdpr_consent_given'));
    assert.ok(recorded.includes(email));
    assert.ok(!recorded.includes('ada.[redacted]'), 'The user is no secret.');
    assert.ok(!recorded.includes(key));
    assert.ok(!recorded.includes(greenhouse.credentials.client_secret));
  });
});
