import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { operations } from '@hirewire/contract';
import {
  ApplicationAlreadyExistsError,
  attachment,
  Hirewire,
  IntegrationNotFoundError,
  InputError,
  JobClosedError,
  type Job,
  ServerError,
} from '@hirewire/sdk';
import type { AshbySimulator } from '@hirewire/simulators';
import { Kombo } from '@kombo-api/sdk';
import { createCheckedFetch, type Exchange } from '../wire/checked-fetch.ts';
import { type RunningHirewire, startSyncedHirewire, type Tenant } from '../wire/start-hirewire.ts';

describe('our SDK against the server', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let client: Hirewire;
  const exchanges: Exchange[] = [];

  before(async () => {
    ({ hirewire, simulator: ashby, tenant } = await startSyncedHirewire());
    client = new Hirewire({
      server_url: hirewire.url,
      api_key: tenant.apiKey,
      integration_id: tenant.integrationId,
      fetch: createCheckedFetch(exchanges),
    });
  });
  after(() => hirewire.close());

  const records = () => ashby.state.records;

  async function findOpenJob(): Promise<Job> {
    for await (const job of client.ats.getJobs({ statuses: ['OPEN'] })) {
      if (job.screening_questions.every(({ required }) => required !== true)) return job;
    }
    return assert.fail('no job is open');
  }
  async function apply(email_address: string) {
    const { id } = await findOpenJob();
    const candidate = { first_name: 'Ada', last_name: 'Beispiel', email_address };
    return client.ats.createApplication({ job_id: id, candidate });
  }

  it('has the methods of the official TypeScript SDK, by the same names', () => {
    const official = new Kombo({ api_key: 'k' });
    for (const { sdkMethod, sdkSince, deprecated } of operations) {
      const [group, method] = sdkMethod.split('.') as ['ats', 'getJobs'];
      // npm has no newer one than 1.1.3.
      const expected = sdkSince === null ? 'function' : 'undefined';
      assert.equal(typeof official[group][method], expected, sdkMethod);
      assert.equal(typeof client[group][method], 'function', `${sdkMethod} ${deprecated}`);
    }
    for (const group of ['ats', 'general', 'connect', 'assessment'] as const) {
      const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client[group]));
      const ours = operations.filter((operation) => operation.group === group);
      assert.equal(methods.length - 1, ours.length, group);
    }
  });

  it('reads all ten lists to their ends, as they are on the wire', async () => {
    const { ats } = client;
    const lists = [
      ['applications', ats.getApplications({ page_size: 37 })],
      ['candidates', ats.getCandidates({ page_size: 37 })],
      ['jobs', ats.getJobs()],
      ['interviews', ats.getInterviews()],
      ['offers', ats.getOffers()],
      ['users', ats.getUsers()],
      ['roles', ats.getRoles()],
      ['tags', ats.getTags()],
      ['rejection-reasons', ats.getRejectionReasons()],
      ['application-stages', ats.getApplicationStages()],
    ] as const;
    for (const [name, list] of lists) {
      exchanges.splice(0);
      const items = await list.toArray({ limit: Infinity });
      const raw = exchanges.flatMap(
        ({ body }) => (body as { data: { results: unknown[] } }).data.results,
      );
      assert.ok(items.length > 0 || name === 'roles', name);
      assert.deepEqual(items, raw, name);
    }
  });

  it('does every action, and the tool shows it', async () => {
    const { ats } = client;
    const created = await apply('ada.beispiel@example.com');
    assert.deepEqual(
      created.warnings.filter(({ message }) => !message.includes('source')),
      [],
    );
    const application_id = created.data.id;
    const candidate_id = created.data.candidate?.id ?? '';
    const remote = () => records().applications.get(created.data.remote_id ?? '');
    const stage =
      created.data.job &&
      (await ats.getJobs({ ids: [created.data.job.id] })).data.results[0]?.stages.at(1);
    assert.ok(stage);
    await ats.moveApplicationToStage({ application_id, stage_id: stage.id });
    assert.equal(remote().currentInterviewStage.id, stage.remote_id);
    await ats.addApplicationNote({ application_id, content: 'Hello', content_type: 'PLAIN_TEXT' });
    const link = { label: 'Test', url: 'https://x.example/1' };
    await ats.addApplicationResultLink({ application_id, ...link });
    await ats.addCandidateResultLink({ candidate_id, ...link });
    const blob = new Blob(['%PDF-1.4'], { type: 'application/pdf' });
    const file = { ...(await attachment({ blob, name: 'cv.pdf' })), type: 'CV' } as const;
    await ats.addApplicationAttachment({ application_id, attachment: file });
    await ats.addCandidateAttachment({ candidate_id, attachment: file });
    const files = await ats.getApplicationAttachments({ application_id });
    assert.ok(files.data.results.some(({ file_name }) => file_name === 'cv.pdf'));
    assert.ok((await ats.getCandidateAttachments({ candidate_id })).data.results.length > 0);
    const tag = { name: 'from the SDK' };
    await ats.addCandidateTag({ candidate_id, tag });
    const tags = () =>
      records()
        .candidates.get(remote().candidate.id)
        .tags.map(({ title }) => title);
    assert.deepEqual(tags(), ['from the SDK']);
    await ats.removeCandidateTag({ candidate_id, tag });
    assert.deepEqual(tags(), []);
    const [reason] = await ats.getRejectionReasons().toArray({ limit: 1 });
    assert.ok(reason);
    await ats.rejectApplication({ application_id, rejection_reason_id: reason.id });
    assert.equal(remote().status, 'Archived');
    const candidate = { first_name: 'Cy', last_name: 'Example', email_address: 'cy@example.com' };
    const { id: job_id } = await findOpenJob();
    const person = await ats.createCandidate({ candidate, application: { job_id } });
    assert.equal(person.data.applications[0]?.job?.id, job_id);
  });

  it('does nothing in a dry run but say what it would send', async () => {
    const { results } = (await client.ats.getApplications({ outcomes: ['PENDING'] })).data;
    const [first] = results;
    assert.ok(first);
    const note = {
      application_id: first.id,
      content: 'Not sent',
      content_type: 'PLAIN_TEXT',
    } as const;
    // The answer to a dry run is none of the wire's.
    const unchecked = new Hirewire({
      server_url: hirewire.url,
      api_key: tenant.apiKey,
      integration_id: tenant.integrationId,
    });
    const { data } = await unchecked.ats.addApplicationNote(note, { dry_run: true });
    assert.equal(data.dry_run, true);
    assert.match(data.requests[0]?.url ?? '', /candidate\.createNote$/);
    const notes = [...records().notes.values()].flat().map(({ content }) => content);
    assert.ok(!notes.includes('Not sent'));
  });

  it('carries a POST out once, however often it is sent with its key', async () => {
    const { results } = (await client.ats.getApplications({ outcomes: ['PENDING'] })).data;
    const note = {
      application_id: results[0]?.id ?? '',
      content: 'Once',
      content_type: 'PLAIN_TEXT',
    } as const;
    for (let time = 0; time < 2; time += 1) {
      await client.ats.addApplicationNote(note, { idempotency_key: 'the-same' });
    }
    const notes = [...records().notes.values()].flat().map(({ content }) => content);
    assert.equal(notes.filter((content) => content === 'Once').length, 1);
  });

  it('calls every general operation', async () => {
    const { general } = client;
    const integration_id = tenant.integrationId;
    assert.equal((await general.checkApiKey()).data.environment_id, tenant.environmentId);
    assert.equal((await general.getIntegrationDetails({ integration_id })).data.id, integration_id);
    assert.ok(
      (await general.getTools({ category: 'ats' })).data.tools.some(({ id }) => id === 'ashby'),
    );
    const [field] = await general.getIntegrationFields({ integration_id }).toArray({ limit: 1 });
    assert.ok(field);
    const integration_field_id = field.id;
    const changed = await general.updateIntegrationField({
      integration_id,
      integration_field_id,
      enable_passthrough: true,
    });
    assert.equal(changed.data.is_passthrough_enabled, true);
    assert.deepEqual(await general.getCustomFields({ integration_id }).toArray({ limit: 9 }), []);
    const custom_field_id = 'nowhere';
    await assert.rejects(
      general.updateCustomFieldMapping({ integration_id, custom_field_id, integration_field_id }),
      InputError,
    );
    const passed = await general.sendPassthroughRequest({
      tool: 'ashby',
      api: 'v1',
      method: 'POST',
      path: '/user.list',
      data: {},
    });
    assert.equal(passed.data.status, 200);
    const { data: relink } = await general.createReconnectionLink({ integration_id });
    assert.match(relink.link, /token=/);
    await assert.rejects(
      general.createSetupLink({ integration_id, link_type: 'EMBEDDED' }),
      (error) => error instanceof InputError && error.message.includes('setup step'),
    );
    assert.ok((await general.triggerSync({ type: 'DELTA' })).data.sync_id);
    await hirewire.waitForSync(integration_id);
    await general.setIntegrationEnabled({ integration_id, value: false });
    await general.setIntegrationEnabled({ integration_id, value: true });
    const other = await hirewire.createTenant({ environment: 'production', simulator: ashby });
    await general.deleteIntegration({ integration_id: other.integrationId });
    const gone = general.getIntegrationDetails({ integration_id: other.integrationId });
    await assert.rejects(gone, IntegrationNotFoundError);
  });

  it('tells what is not there yet, and why', async () => {
    const { ats, assessment } = client;
    const calls = [
      () => ats.getAtsAttachments(),
      () => assessment.getPackages(),
      () => assessment.setPackages({ packages: [] }),
      () => assessment.getAssessmentOrders({ statuses: ['OPEN'] }),
      () =>
        assessment.updateOrderResult({
          assessment_order_id: 'o',
          status: 'COMPLETED',
          result_url: 'https://tests.example.com/results/1',
        }),
      () => client.connect.getIntegrationByToken({ token: 't' }),
      () =>
        client.connect.createConnectionLink({
          end_user_email: 'a@example.com',
          end_user_organization_name: 'Acme',
        }),
    ];
    const reasons = operations.flatMap(({ notImplemented }) => notImplemented ?? []);
    assert.equal(calls.length, reasons.length);
    for (const call of calls) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof ServerError);
        assert.equal(error.status, 501);
        assert.ok(reasons.some((reason) => error.message.includes(reason)));
        return true;
      });
    }
  });

  it('has a class for each refusal, with where to read on', async () => {
    await apply('twice@example.com');
    await assert.rejects(apply('twice@example.com'), (error) => {
      assert.ok(error instanceof ApplicationAlreadyExistsError);
      assert.match(error.logUrl ?? '', /\/hirewire\/v1\/interactions\/\w{24}$/);
      assert.match(error.requestId ?? '', /./);
      return true;
    });
    const [closed] = await client.ats.getJobs({ statuses: ['CLOSED'] }).toArray({ limit: 1 });
    assert.ok(closed);
    const candidate = { first_name: 'A', last_name: 'B', email_address: 'late@example.com' };
    await assert.rejects(
      client.ats.createApplication({ job_id: closed.id, candidate }),
      JobClosedError,
    );
    await assert.rejects(() => client.ats.getTags({ page_size: 0 }), InputError);
  });
});
